package org.derain4j.kernels.opencl;

import java.util.List;
import org.derain4j.kernels.backend.Device;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.Room;

/**
 * What a program may take on a device, and the sentence for one that is larger.
 *
 * @param device  whose memory it is
 * @param bytes   of all buffers together
 * @param largest of one buffer
 */
record MemoryLimit(Device device, long bytes, long largest) {

    /** MB to take at most, where other programs need the rest of the device's memory. */
    static final String PROPERTY = "derain4j.openclMemory";

    private static final int MB_BITS = 20;

    /** The device's own, or less where the property says so. */
    static MemoryLimit of(Device device) {
        String asked = System.getProperty(PROPERTY);
        if (asked != null && !asked.matches("\\d{1,9}")) {
            throw new DeviceException("-D" + PROPERTY + "=" + asked + " is no number of MB");
        }
        long most = asked == null ? Long.MAX_VALUE : Long.parseLong(asked) << MB_BITS;
        return new MemoryLimit(device, Math.min(device.memoryBytes(), most), Math.min(device.mapBytes(), most));
    }

    /**
     * The room for a program, refused where it is too large.
     *
     * @param maps   bytes of every buffer of maps
     * @param beside bytes of filters and sums
     */
    Room room(List<Long> maps, long beside) {
        long sum = maps.stream().mapToLong(Long::longValue).sum() + beside;
        long widest = maps.stream().mapToLong(Long::longValue).max().orElse(0);
        String refusal = sum > bytes
                ? refusal("this picture takes %,d MB on %s, which has %,d MB", sum, bytes)
                : widest > largest
                        ? refusal("a map of this picture takes %,d MB on %s, which holds maps of up to %,d MB", widest,
                                largest)
                        : null;
        return new Room(0, sum, refusal);
    }

    private String refusal(String sentence, long needed, long there) {
        return sentence.formatted(needed + (1L << MB_BITS) - 1 >> MB_BITS, device.name(), there >> MB_BITS)
                + "; scale the picture down, or use a CPU backend";
    }
}
