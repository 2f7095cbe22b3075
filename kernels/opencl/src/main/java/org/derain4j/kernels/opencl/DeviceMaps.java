package org.derain4j.kernels.opencl;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.derain4j.kernels.backend.Cancellation;
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
    private final Precision precision;

    /** By slot: its values, and the buffer that holds them. */
    private final long[] slotFloats;
    private final List<cl_mem> buffers = new ArrayList<>();

    /** What is read of the guards, all of them in one wait. */
    private final ByteBuffer guards;

    DeviceMaps(Session session, Program program, Precision precision, Handles owner, Cancellation cancellation) {
        this.session = session;
        this.program = program;
        this.precision = precision;
        this.slotFloats = program.slotFloats();
        byte[] guard = new byte[GUARD * precision.bytes()];
        Arrays.fill(guard, CANARY);
        for (long floats : slotFloats) {
            cancellation.check();
            cl_mem buffer = session.buffer(bytes(floats, precision), owner);
            buffers.add(buffer);
            session.write(buffer, 0, guard.length, Pointer.to(guard));
            session.write(buffer, end(floats), guard.length, Pointer.to(guard));
        }
        guards = ByteBuffer.allocateDirect(2 * buffers.size() * guard.length);
    }

    Program program() {
        return program;
    }

    Precision precision() {
        return precision;
    }

    /** What the maps take, buffer by buffer. */
    static List<Long> bytes(Program program, Precision precision) {
        return Arrays.stream(program.slotFloats()).mapToObj(floats -> bytes(floats, precision)).toList();
    }

    private static long bytes(long floats, Precision precision) {
        return (floats + 2 * GUARD) * precision.bytes();
    }

    private long end(long floats) {
        return (floats + GUARD) * precision.bytes();
    }

    /** The buffer of every map. */
    List<cl_mem> buffers() {
        return program.maps().stream().map(this::buffer).toList();
    }

    /** That of one. */
    cl_mem buffer(FeatureMap map) {
        return buffers.get(map.slot());
    }

    void write(int index, int fromRow, int rows, float[] values) {
        FeatureMap map = program.maps().get(index);
        map.requireRows(fromRow, rows, values);
        cl_mem buffer = buffer(map);
        long begin = place(map, fromRow);
        HostCopy.send(precision, values, rows * map.shape().rowFloats(),
                (offset, bytes, from) -> session.write(buffer, begin + offset, bytes, from));
    }

    void read(int index, int fromRow, int rows, float[] values) {
        FeatureMap map = program.maps().get(index);
        map.requireRows(fromRow, rows, values);
        cl_mem buffer = buffer(map);
        long begin = place(map, fromRow);
        HostCopy.fetch(precision, values, rows * map.shape().rowFloats(),
                (offset, bytes, to) -> session.read(buffer, begin + offset, bytes, to));
    }

    /** Where a row begins in the map's buffer, in bytes. */
    private long place(FeatureMap map, int row) {
        return (GUARD + (long) row * map.shape().rowFloats()) * precision.bytes();
    }

    /**
     * Checks the guards.
     *
     * @throws DeviceException if one has changed: a kernel or the driver is wrong
     */
    void requireIntact() {
        int size = GUARD * precision.bytes();
        for (int slot = 0, place = 0; slot < buffers.size(); slot++) {
            for (long offset : new long[]{0, end(slotFloats[slot])}) {
                session.beginRead(buffers.get(slot), offset, size, Pointer.to(guards).withByteOffset(place), null);
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
