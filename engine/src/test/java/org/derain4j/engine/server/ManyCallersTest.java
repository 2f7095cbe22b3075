package org.derain4j.engine.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.derain4j.engine.ChildJvm;
import org.derain4j.engine.Derainer;
import org.junit.jupiter.api.Test;

/** One derainer for all requests of a server: ten threads of a pool, fifty virtual ones. */
class ManyCallersTest {

    private static final String ONE_CARRIER = "-Djdk.virtualThreadScheduler.parallelism=1";
    private static final int VIRTUAL = 50;

    /** A virtual thread that only sleeps would otherwise wait until all fifty are done. */
    private static final double MOST_PICTURES = 5;

    @Test
    void tenThreadsAndFiftyVirtualOnesAreAllServed() throws Exception {
        try (Derainer derainer = Derainer.builder().threads(2).build()) {
            BufferedImage picture = Application.picture(48, 40);
            int[] expected = samples(derainer.derain(picture));
            for (ExecutorService callers : List.of(Executors.newFixedThreadPool(10),
                    Executors.newVirtualThreadPerTaskExecutor())) {
                try (callers) {
                    List<Future<BufferedImage>> results = new ArrayList<>();
                    for (int i = 0; i < VIRTUAL; i++) {
                        results.add(callers.submit(() -> derainer.derain(picture)));
                    }
                    for (Future<BufferedImage> result : results) {
                        assertTrue(Arrays.equals(expected, samples(result.get())), "another result");
                    }
                }
            }
        }
    }

    /** Where a container has one CPU, all virtual threads have one carrier. */
    @Test
    void theirOnlyCarrierIsNotKeptForAWholePicture() throws Exception {
        String output = ChildJvm.run(ManyCallersTest.class, List.of("--add-modules=jdk.incubator.vector", ONE_CARRIER,
                "-Djdk.virtualThreadScheduler.maxPoolSize=1", "-Xmx512m")).requireSuccess();
        System.out.println(output);
        assertEquals(1, output.lines().filter(line -> line.startsWith("Others waited")).count(), output);
    }

    private static int[] samples(BufferedImage picture) {
        return picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
    }

    /** Fifty virtual threads derain, another one sleeps for a millisecond at a time. */
    public static void main(String[] arguments) throws Exception {
        // alone, so that it waits for nobody, which would give its carrier away, too
        try (Derainer derainer = Derainer.builder().threads(1).build();
                ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            BufferedImage picture = Application.picture(160, 120);
            for (int i = 0; i < 3; i++) {
                derainer.derain(picture); // compiled
            }
            AtomicBoolean over = new AtomicBoolean();
            CountDownLatch begun = new CountDownLatch(1);
            Future<Long> longest = virtual.submit(() -> longestWait(over, begun));
            begun.await();
            long start = System.nanoTime();
            List<Future<BufferedImage>> results = new ArrayList<>();
            for (int i = 0; i < VIRTUAL; i++) {
                results.add(virtual.submit(() -> derainer.derain(picture)));
            }
            for (Future<BufferedImage> result : results) {
                result.get();
            }
            double each = (System.nanoTime() - start) / 1e6 / VIRTUAL;
            over.set(true);
            double waited = longest.get() / 1e6;
            System.out.printf("Others waited for %.0f ms at most, while pictures took %.0f ms each.%n", waited, each);
            System.exit(waited < MOST_PICTURES * each ? 0 : 1);
        }
    }

    private static long longestWait(AtomicBoolean over, CountDownLatch begun) throws InterruptedException {
        begun.countDown();
        long longest = 0;
        while (!over.get()) {
            long start = System.nanoTime();
            TimeUnit.MILLISECONDS.sleep(1);
            longest = Math.max(longest, System.nanoTime() - start);
        }
        return longest;
    }
}
