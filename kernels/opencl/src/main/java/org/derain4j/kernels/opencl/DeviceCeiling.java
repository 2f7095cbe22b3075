package org.derain4j.kernels.opencl;

import static org.jocl.CL.CL_PROFILING_COMMAND_END;
import static org.jocl.CL.CL_PROFILING_COMMAND_START;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.derain4j.kernels.backend.Device;
import org.jocl.cl_event;
import org.jocl.cl_mem;

/** The most that a device does, measured: multiply-adds by chains that wait for nothing, bytes by copies. */
final class DeviceCeiling {

    /** How long to measure, and how long a round should at least be beside the time that it takes to start. */
    private static final long NANOS = 600_000_000;
    private static final long ROUND_NANOS = 10_000_000;

    private static final int CHAINS = 8;
    private static final int STEPS = 4096;
    private static final int GROUP = 64;
    private static final int FLOP = 2;

    /** Far more than any cache holds. */
    private static final long MOST_COPIED = 1L << 29;
    private static final int COPIES = 10;

    private DeviceCeiling() {}

    /** Floating-point operations per second, two for a multiply-add; the best of many rounds. */
    static double flopPerSecond(Session session) {
        int lanes = session.device().device().kind() == Device.Kind.CPU ? 16 : 1;
        KernelSource source = KernelSource.of(KernelSource.MAPS, Map.of("FACTOR", STEPS, "VEC", lanes));
        double best = 0;
        long groups = session.device().device().computeUnits();
        for (long start = System.nanoTime(); System.nanoTime() - start < NANOS;) {
            try (Handles round = new Handles()) {
                cl_mem out = session.buffer(groups * GROUP * lanes * Float.BYTES, round);
                Launch launch = Launch.of("multiplyAdds", session.kernel(source, "multiplyAdds", round),
                        new long[]{groups * GROUP}, new long[]{GROUP}, List.of(out));
                nanos(session, () -> session.enqueueMeasured(launch)); // memory is touched, the kernel loaded
                long nanos = nanos(session, () -> session.enqueueMeasured(launch));
                best = Math.max(best, (double) groups * GROUP * lanes * CHAINS * STEPS * FLOP / nanos * 1e9);
                groups = nanos < ROUND_NANOS ? 2 * groups : groups;
            }
        }
        return best;
    }

    /** Bytes per second of copies within the device's memory, those read and those written; the best of a few. */
    static double copyBytesPerSecond(Session session) {
        Device device = session.device().device();
        long bytes = Math.min(MOST_COPIED, Math.min(device.mapBytes(), device.memoryBytes() / 4));
        double best = 0;
        try (Handles both = new Handles()) {
            cl_mem from = session.buffer(bytes, both);
            cl_mem to = session.buffer(bytes, both);
            for (int round = 0; round < COPIES; round++) {
                long nanos = nanos(session, () -> session.copy(from, to, bytes));
                best = Math.max(best, 2.0 * bytes / nanos * 1e9);
            }
        }
        return best;
    }

    /** By the device's clock. */
    private static long nanos(Session session, Supplier<cl_event> command) {
        List<cl_event> events = List.of(command.get());
        try {
            session.await(events);
            return session.nanos(events.getFirst(), CL_PROFILING_COMMAND_END)
                    - session.nanos(events.getFirst(), CL_PROFILING_COMMAND_START);
        } finally {
            Session.release(events);
        }
    }
}
