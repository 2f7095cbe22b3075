package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.Reference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The estimate beside the heap that is in use while a picture's floats and the prepared network are alive. */
@Tag("slow")
class MemoryTest {

    @ParameterizedTest
    @CsvSource({"vector, false, 320, 480", "vector, true, 320, 480", "vector, false, 131, 202",
        "reference, false, 64, 96"})
    void theEstimateIsTrueWithinThreeHundredths(String backend, boolean exact, int height, int width) throws Exception {
        long before = liveBytes();
        try (Derainer derainer = Derainer.builder().model(Model.embedded(Model.DEFAULT)).backend(backend).exact(exact)
                .threads(2).build()) {
            float[] in = new float[height * width * 3];
            float[] out = derainer.derain(in, height, width);
            long measured = liveBytes() - before;
            Reference.reachabilityFence(in);
            Reference.reachabilityFence(out);
            long estimate = derainer.memory(height, width).bytes();
            assertEquals(1, (double) estimate / measured, 0.03, estimate + " bytes estimated, " + measured + " in use");
        }
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
