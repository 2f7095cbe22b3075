package org.derain4j.kernels.opencl;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.Precision;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Program;
import org.jocl.Pointer;
import org.jocl.cl_mem;

/**
 * The maps of a program in the device's memory. Every buffer has guard values at both ends, checked after a run: a kernel that
 * writes outside its map is found, not shown as a picture.
 */
final class DeviceMaps {

    /** As in {@code common.cl}. */
    static final int GUARD = 32;

    /** All bits set, a NaN that no arithmetic gives. */
    private static final byte CANARY = -1;

    private final Session session;
    private final Program program;
    private final SlotPlan plan;
    private final Precision precision;
    private final List<cl_mem> buffers = new ArrayList<>();

    /** What is read of the guards, all of them in one wait. */
    private final ByteBuffer guards;

    DeviceMaps(Session session, Program program, SlotPlan plan, Precision precision, Handles owner) {
        this.session = session;
        this.program = program;
        this.plan = plan;
        this.precision = precision;
        byte[] guard = new byte[GUARD * precision.bytes()];
        Arrays.fill(guard, CANARY);
        for (long floats : plan.floats()) {
            cl_mem buffer = session.buffer(bytes(floats), owner);
            buffers.add(buffer);
            session.write(buffer, 0, guard.length, Pointer.to(guard));
            session.write(buffer, end(floats), guard.length, Pointer.to(guard));
        }
        guards = ByteBuffer.allocateDirect(2 * buffers.size() * guard.length);
    }

    /** What the maps take, buffer by buffer. */
    static List<Long> bytes(SlotPlan plan, Precision precision) {
        return plan.floats().stream().map(floats -> (floats + 2 * GUARD) * precision.bytes()).toList();
    }

    private long bytes(long floats) {
        return (floats + 2 * GUARD) * precision.bytes();
    }

    private long begin() {
        return (long) GUARD * precision.bytes();
    }

    private long end(long floats) {
        return (floats + GUARD) * precision.bytes();
    }

    /** The buffer of every map, null for one that nobody uses. */
    List<cl_mem> buffers() {
        List<cl_mem> all = new ArrayList<>();
        for (int map = 0; map < program.maps().size(); map++) {
            all.add(plan.slot(map) < 0 ? null : buffers.get(plan.slot(map)));
        }
        return all;
    }

    void write(int map, float[] values) {
        FeatureMap whole = whole(map);
        if (values.length != whole.shape().floats()) {
            throw new IllegalArgumentException("map " + whole.name() + " is " + whole.shape() + ", not " + values.length
                    + " values");
        }
        cl_mem buffer = buffer(map);
        HostCopy.send(precision, values, (offset, bytes, from) -> session.write(buffer, begin() + offset, bytes, from));
    }

    float[] read(int map) {
        float[] values = new float[Math.toIntExact(whole(map).shape().floats())];
        cl_mem buffer = buffer(map);
        HostCopy.fetch(precision, values, (offset, bytes, to) -> session.read(buffer, begin() + offset, bytes, to));
        return values;
    }

    private FeatureMap whole(int map) {
        FeatureMap found = program.maps().get(map);
        if (!found.isWhole()) {
            throw new IllegalArgumentException("map " + found.name()
                    + " is held in part between the steps of bands; ask the planner to keep it");
        }
        return found;
    }

    private cl_mem buffer(int map) {
        if (plan.slot(map) < 0) {
            throw new IllegalArgumentException("no step uses map " + program.maps().get(map).name());
        }
        return buffers.get(plan.slot(map));
    }

    /**
     * Checks the guards.
     *
     * @throws DeviceException if one has changed: a kernel or the driver is wrong
     */
    void requireIntact() {
        int size = GUARD * precision.bytes();
        for (int slot = 0, place = 0; slot < buffers.size(); slot++) {
            for (long offset : new long[]{0, end(plan.floats().get(slot))}) {
                session.beginRead(buffers.get(slot), offset, size, Pointer.to(guards).withByteOffset(place));
                place += size;
            }
        }
        session.finish();
        for (int i = 0; i < guards.capacity(); i++) {
            if (guards.get(i) != CANARY) {
                throw new DeviceException("a kernel wrote outside its map on " + session.device().device().name()
                        + "; please report this, and use a CPU backend");
            }
        }
    }
}
