package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An interrupt or {@link Derainer#close} ends a call at whatever moment it comes, and soon. The network is the embedded one: those of
 * other tests are too small for anything to take long.
 */
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class InterruptTest {

    private static final int MOMENTS = 8;

    private static Path folder;

    @BeforeAll
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "interrupted");
    }

    @AfterAll
    static void deleteFolder() throws IOException {
        Files.delete(folder);
    }

    private static DerainerBuilder builder(String backend) throws IOException {
        return Derainer.builder().model(Model.embedded(Model.DEFAULT)).backend(backend).threads(2).scratch(folder);
    }

    /** Every call is to be in time; how machines that others use, too, are allowed for, {@link InterruptSweep} says. Prepared anew each time, so that planning, packing and taking memory are among the moments. */
    @ParameterizedTest
    @CsvSource({"vector, 480, 320, 0, 0, 0", "vector, 480, 320, 80, 0, 0", "vector, 241, 159, 0, 128, 0",
        "vector, 800, 600, 0, 0, 200", "portable, 120, 80, 0, 0, 0", "reference, 32, 16, 0, 0, 0"})
    void anInterruptEndsACallAtAnyMoment(String backend, int width, int height, int budget, int tile, int work)
            throws IOException, InterruptedException {
        DerainerBuilder builder = builder(backend);
        if (budget > 0) {
            builder.memoryBudget((long) budget << 20);
        }
        if (tile > 0) {
            builder.tile(tile);
        }
        if (work > 0) {
            builder.workSize(work);
        }
        BufferedImage picture = InterruptSweep.picture(width, height);
        try (Derainer derainer = builder.build()) {
            assertEquals(budget > 0, derainer.storage(height, width).scratchBytes() > 0);
            int[] expected = samples(derainer.derain(picture));
            InterruptSweep sweep = new InterruptSweep(derainer, picture);
            sweep.run(MOMENTS, true);
            assertTrue(sweep.count() >= MOMENTS / 2, sweep::toString);
            assertTrue(sweep.longest() < InterruptSweep.MILLISECONDS, sweep::toString);
            try (Stream<Path> left = Files.list(folder)) {
                assertEquals(List.of(), left.toList());
            }
            assertArrayEquals(expected, samples(derainer.derain(picture)));
        }
    }

    /** So the sweep finds what it is there for: here it is the listener that does not look up. */
    @Test
    void aCallThatIsLateIsFound() throws IOException, InterruptedException {
        try (Derainer derainer = builder("auto").build()) {
            InterruptSweep sweep = new InterruptSweep(derainer, InterruptSweep.picture(64, 64), (done, _) -> {
                long begin = System.nanoTime();
                while (done == 1 && System.nanoTime() - begin < 4 * InterruptSweep.MILLISECONDS * 1e6) {
                    Thread.onSpinWait();
                }
                return true;
            });
            sweep.run(4, false);
            assertTrue(sweep.longest() > InterruptSweep.MILLISECONDS, sweep::toString);
        }
    }

    private static int[] samples(BufferedImage picture) {
        return picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
    }

    /** Nothing is begun: not even a picture that cannot be held is looked at. */
    @Test
    void whoIsInterruptedAlreadyIsToldAtOnce() throws IOException {
        try (Derainer derainer = builder("auto").build()) {
            BufferedImage picture = InterruptSweep.picture(64, 64);
            float[] bgr = new float[64 * 64 * 3];
            for (Runnable call : List.<Runnable>of(() -> derainer.derain(picture),
                    () -> derainer.separate(picture, 8, (_, _) -> true), () -> derainer.derain(bgr, 64, 64),
                    () -> derainer.rain(bgr, 64, 64, (_, _) -> true), () -> Probe.of(derainer).times(bgr, 64, 64),
                    () -> Probe.of(derainer).taps(bgr, 64, 64, Set.of("imitation")),
                    () -> Probe.of(derainer).ceiling(1))) {
                Thread.currentThread().interrupt();
                assertThrows(CancellationException.class, call::run);
                assertTrue(Thread.interrupted(), "the status stays");
                assertEquals(0, derainer.memory(64, 64).heldBytes() - 4 * derainer.model().parameters());
            }
        }
    }

    /** It comes too late, and is there for whoever asks next: nobody swallows it. */
    @Test
    void anInterruptAfterTheLastStepIsKept() throws IOException {
        try (Derainer derainer = builder("auto").build()) {
            BufferedImage picture = InterruptSweep.picture(64, 64);
            for (int i = 0; i < 40; i++) {
                boolean ended;
                try {
                    derainer.derain(picture, (done, total) -> {
                        if (done == total) {
                            Thread.currentThread().interrupt();
                        }
                        return true;
                    });
                    ended = true;
                } catch (CancellationException e) {
                    ended = false;
                }
                assertTrue(Thread.interrupted(), "ended: " + ended);
            }
        }
    }

    /** One is cancelled after its first step, one while it waits; whoever waits behind them has his turn. */
    @Test
    void aFutureThatIsCancelledAndVirtualThreads() throws Exception {
        BufferedImage picture = InterruptSweep.picture(480, 320);
        try (Derainer derainer = builder("vector").build();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            int[] expected = samples(derainer.derain(picture));
            for (int round = 0; round < 3; round++) {
                CompletableFuture<Thread> caller = new CompletableFuture<>();
                CompletableFuture<Thread> second = new CompletableFuture<>();
                CompletableFuture<Throwable> ended = new CompletableFuture<>();
                CompletableFuture<Throwable> gaveUp = new CompletableFuture<>();
                CountDownLatch cancelled = new CountDownLatch(1);
                AtomicInteger steps = new AtomicInteger();
                AtomicInteger more = new AtomicInteger();
                Future<?> running = callers.submit(() -> thrown(ended, () -> derainer.derain(picture, (done, total) -> {
                    steps.set(done);
                    if (caller.complete(Thread.currentThread())) {
                        more.set(total - done);
                        awaitOrKeepStatus(cancelled);
                    }
                    return true;
                })));
                caller.join();
                Future<?> waiting = callers.submit(() -> thrown(gaveUp, () -> {
                    second.complete(Thread.currentThread());
                    derainer.derain(picture, (_, _) -> {
                        throw new AssertionError("it had its turn");
                    });
                }));
                while (second.join().getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                Future<BufferedImage> last = callers.submit(() -> derainer.derain(picture));
                waiting.cancel(true);
                assertInstanceOf(CancellationException.class, gaveUp.get(), "while the other one works");
                running.cancel(true);
                cancelled.countDown();
                assertInstanceOf(CancellationException.class, ended.get());
                assertTrue(steps.get() < more.get() / 2, steps + " of " + more + " steps were done");
                assertArrayEquals(expected, samples(last.get()));
            }
        }
    }

    private static void thrown(CompletableFuture<Throwable> ended, Runnable call) {
        try {
            call.run();
            ended.complete(null);
        } catch (Throwable e) {
            ended.complete(e);
        }
    }

    private static void awaitOrKeepStatus(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** With pictures in work, waiting, prepared and not: all threads are at their end when it returns. */
    @ParameterizedTest
    @CsvSource({"vector, 0, 0", "vector, 80, 0", "vector, 0, 128", "portable, 0, 0"})
    void closingStopsTheCallInHand(String backend, int budget, int tile) throws Exception {
        BufferedImage picture = InterruptSweep.picture(480, 320);
        for (int round = 0; round < 3; round++) {
            DerainerBuilder builder = builder(backend).threads(3);
            if (budget > 0) {
                builder.memoryBudget((long) budget << 20);
            }
            if (tile > 0) {
                builder.tile(tile);
            }
            Derainer derainer = builder.build();
            try (ExecutorService callers = Executors.newCachedThreadPool(); Starvation starvation = new Starvation()) {
                Future<BufferedImage> running = callers.submit(() -> derainer.derain(picture));
                Thread.sleep(60 * round + 1);
                Future<BufferedImage> waiting = callers.submit(() -> derainer.derain(picture));
                Thread.sleep(20);
                long begin = System.nanoTime() - starvation.nanos();
                derainer.close();
                double took = (System.nanoTime() - begin - starvation.nanos()) / 1e6;
                assertTrue(took < 2 * InterruptSweep.MILLISECONDS, took + " ms");
                assertEquals(Set.of(), threads());
                int stopped = 0;
                for (Future<BufferedImage> call : List.of(running, waiting)) { // on a busy machine in another order
                    Throwable ended = assertThrows(ExecutionException.class, call::get).getCause();
                    assertInstanceOf(IllegalStateException.class, ended);
                    boolean worked = ended instanceof CancellationException;
                    assertEquals(worked ? "the derainer was closed" : "this derainer is closed", ended.getMessage());
                    stopped += worked ? 1 : 0;
                }
                assertTrue(stopped <= 1);
                assertThrows(IllegalStateException.class, () -> derainer.derain(picture));
                derainer.trim(); // of nothing
            }
        }
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("derain4j")).collect(Collectors.toSet());
    }

    @Test
    @SuppressWarnings("try") // closed before its block ends, as nothing is left then that trim() could give back
    void memoryIsGivenBackWhenAskedForAndWhenIdle() throws Exception {
        BufferedImage picture = InterruptSweep.picture(320, 240);
        try (Derainer derainer = builder("auto").idle(Duration.ofMillis(200)).build()) {
            long weights = 4 * derainer.model().parameters();
            int[] expected = samples(derainer.derain(picture));
            derainer.derain(picture, (done, total) -> {
                if (done == 1) {
                    derainer.trim();
                }
                assertTrue(derainer.memory(240, 320).heldBytes() > weights, "it is in use");
                return true;
            });
            assertEquals(weights, derainer.memory(240, 320).heldBytes());
            assertArrayEquals(expected, samples(derainer.derain(picture)));
            derainer.trim();
            assertEquals(weights, derainer.memory(240, 320).heldBytes());
            assertArrayEquals(expected, samples(derainer.derain(picture)));
            while (derainer.memory(240, 320).heldBytes() > weights) {
                Thread.sleep(10);
            }
            assertArrayEquals(expected, samples(derainer.derain(picture)));
        }
        Derainer closed = builder("auto").build();
        closed.close();
        closed.trim();
        assertThrows(IllegalArgumentException.class, () -> Derainer.builder().idle(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> Derainer.builder().idle(Duration.ofSeconds(-1)));
    }
}
