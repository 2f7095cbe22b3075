package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.Reference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The estimate beside the heap that is in use while pictures and the prepared network are alive. */
@Tag("slow")
class MemoryTest {

    @ParameterizedTest
    @CsvSource({"vector, false, 320, 480", "vector, true, 320, 480", "vector, false, 131, 202",
        "reference, false, 64, 96"})
    void theEstimateIsTrueWithinThreeHundredths(String backend, boolean exact, int height, int width) throws Exception {
        long before = liveBytes();
        try (Derainer derainer = Derainer.builder().model(Model.embedded(Model.DEFAULT)).backend(backend).exact(exact)
                .threads(2).build()) {
            BufferedImage in = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
            BufferedImage out = derainer.derain(in);
            requireTrue(derainer.memory(height, width).plus(2L * 3 * height * width), liveBytes() - before);
            Reference.reachabilityFence(in);
            Reference.reachabilityFence(out);
            float[] values = derainer.derain(Fixtures.noise(height, width), height, width);
            requireTrue(derainer.memory(height, width).plus(3L * Float.BYTES * height * width), liveBytes() - before);
            Reference.reachabilityFence(values);
        }
    }

    /** In place, with nothing on top but the caller's memory. */
    @Test
    void aPixelBufferIsNotHeldTwice() throws Exception {
        long before = liveBytes();
        try (Derainer derainer = Derainer.builder().model(Model.embedded(Model.DEFAULT)).threads(2).build()) {
            PixelBuffer pixels = PixelBuffer.of(new float[3 * 320 * 480],
                    PixelLayout.planar(320, 480, ChannelOrder.RGB));
            derainer.derain(pixels, pixels);
            requireTrue(derainer.memory(320, 480).plus(3L * Float.BYTES * 320 * 480), liveBytes() - before);
            Reference.reachabilityFence(pixels);
        }
    }

    private static void requireTrue(Memory estimate, long measured) {
        assertEquals(1, (double) estimate.bytes() / measured, 0.03, estimate + ", " + measured + " bytes in use");
    }

    private static long liveBytes() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            memory.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
