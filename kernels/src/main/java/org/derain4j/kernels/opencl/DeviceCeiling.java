package org.derain4j.kernels.opencl;

import java.util.List;
import java.util.Map;
import org.derain4j.kernels.Device;
import org.jocl.cl_mem;

/** The most multiply-adds that a device does, measured by chains that wait for nothing. */
final class DeviceCeiling {

    /** How long to measure, and how long a round should at least be beside the time that it takes to start. */
    private static final long NANOS = 600_000_000;
    private static final long ROUND_NANOS = 10_000_000;

    private static final int CHAINS = 8;
    private static final int STEPS = 4096;
    private static final int GROUP = 64;
    private static final int FLOP = 2;

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
                session.await(List.of(session.enqueue(launch))); // memory is touched, the kernel loaded
                long before = System.nanoTime();
                session.await(List.of(session.enqueue(launch)));
                long nanos = System.nanoTime() - before;
                best = Math.max(best, (double) groups * GROUP * lanes * CHAINS * STEPS * FLOP / nanos * 1e9);
                groups = nanos < ROUND_NANOS ? 2 * groups : groups;
            }
        }
        return best;
    }
}
