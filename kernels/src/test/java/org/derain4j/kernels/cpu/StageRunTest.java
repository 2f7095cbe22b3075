package org.derain4j.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.derain4j.kernels.backend.Cancellation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Stages begin when they may and not before, on more threads than there are cores, too. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class StageRunTest {

    private static final int STAGES = 200;

    /** A stage of some pieces that overlaps or not and counts what is done. */
    private record Counting(int number, int pieces, boolean overlaps, AtomicIntegerArray done, List<Integer> counts)
            implements Stage {

        @Override
        public void run(int piece, int worker) {
            int before = overlaps ? number - 1 : number;
            for (int stage = 0; stage < before; stage++) {
                assertEquals(counts.get(stage), done.get(stage),
                        "stage " + number + " began before the end of " + stage);
            }
            done.incrementAndGet(number);
        }
    }

    @Test
    void stagesComeInOrderAndTheListenerHearsOfEach() {
        for (int threads : new int[]{1, 2, 5}) {
            AtomicIntegerArray done = new AtomicIntegerArray(STAGES);
            List<Integer> counts = new ArrayList<>();
            List<Counting> stages = new ArrayList<>();
            for (int number = 0; number < STAGES; number++) {
                counts.add(number % 7 == 3 ? 0 : 1 + number % 5);
                stages.add(new Counting(number, counts.getLast(), number % 3 != 0, done, counts));
            }
            List<Integer> heard = new ArrayList<>();
            Thread caller = Thread.currentThread();
            try (Workers workers = new Workers(threads)) {
                workers.run(stages, stage -> {
                    assertEquals(caller, Thread.currentThread());
                    assertEquals(counts.get(stage), done.get(stage));
                    heard.add(stage);
                });
            }
            assertEquals(STAGES, heard.size());
            for (int stage = 0; stage < STAGES; stage++) {
                assertEquals(stage, heard.get(stage));
            }
        }
    }

    /** The first stage ends only when the second has begun: without overlap both would wait for ever. */
    @Test
    void anOverlappingStageRunsBesideTheOneBefore() {
        CountDownLatch second = new CountDownLatch(1);
        Stage first = Stage.of(1, (piece, worker) -> assertTrue(within(second)));
        Stage beside = new Stage() {

            @Override
            public int pieces() {
                return 1;
            }

            @Override
            public void run(int piece, int worker) {
                second.countDown();
            }

            @Override
            public boolean overlaps() {
                return true;
            }
        };
        try (Workers workers = new Workers(2)) {
            workers.run(List.of(first, beside), stage -> {
            });
        }
    }

    private static boolean within(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Also what it does not declare, as a listener in Kotlin or Scala may throw. */
    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // who waits for the other threads lets no interrupt end it
    void whatTheListenerThrowsEndsTheRun() {
        AtomicInteger pieces = new AtomicInteger();
        Stage four = Stage.of(4, (piece, worker) -> pieces.incrementAndGet());
        List<Stage> stages = List.of(four, four, four);
        try (Workers workers = new Workers(3)) {
            for (int round = 0; round < 20; round++) {
                for (Throwable enough : List.of(new IllegalStateException(), new AssertionError(), new IOException())) {
                    assertSame(enough, assertThrows(Throwable.class,
                            () -> workers.run(stages,
                                    stage -> StageRunTest.<RuntimeException>throwUndeclared(enough))));
                    pieces.set(0);
                    workers.run(stages, stage -> {
                    });
                    assertEquals(12, pieces.get(), "the pool lives on");
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwUndeclared(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** Whoever asks first, on whatever thread: all leave what they are at. */
    @Test
    void aCancellationEndsPiecesInTheirMidst() {
        CancellationException enough = new CancellationException();
        try (Workers workers = new Workers(3)) {
            for (int round = 0; round < 50; round++) {
                AtomicInteger checks = new AtomicInteger(10 * round);
                RunCheck check = new RunCheck();
                StageRun run = new StageRun(List.of(Stage.of(6, (piece, worker) -> {
                    while (true) {
                        check.check();
                    }
                })), () -> {
                    if (checks.decrementAndGet() < 0) {
                        throw enough;
                    }
                });
                check.of(run);
                assertSame(enough, assertThrows(CancellationException.class, () -> workers.run(run, stage -> {
                })));
            }
        }
    }

    /** What only follows from it is not told. */
    @Test
    void whatFailsFirstIsThrown() {
        try (Workers workers = new Workers(4)) {
            for (int round = 0; round < 200; round++) {
                int bad = round % 4;
                RunCheck check = new RunCheck();
                StageRun run = new StageRun(List.of(Stage.of(4, (piece, worker) -> {
                    if (piece == bad) {
                        throw new IllegalArgumentException("piece " + piece);
                    }
                    while (true) {
                        check.check();
                    }
                })), Cancellation.NONE);
                check.of(run);
                assertEquals("piece " + bad,
                        assertThrows(IllegalArgumentException.class, () -> workers.run(run, stage -> {
                        })).getMessage());
            }
        }
    }

    /** A thread that waits for another, or for a disk, asks as often. */
    @Test
    void whoWaitsIsCancelledTooAndReturnsWhenWhatIsUnderWayHasEnded() {
        CompletableFuture<Void> disk = new CompletableFuture<>();
        AtomicInteger checks = new AtomicInteger();
        Stage waiting = new Stage() {

            @Override
            public int pieces() {
                return 1;
            }

            @Override
            public void run(int piece, int worker) {
                throw new AssertionError();
            }

            @Override
            public CompletableFuture<Void> begin(int piece, int worker) {
                return disk;
            }
        };
        try (Workers workers = new Workers(2)) {
            StageRun run = new StageRun(List.of(waiting, Stage.of(2, (piece, worker) -> {
                throw new AssertionError("began before the end of the stage before");
            })), () -> {
                if (checks.incrementAndGet() > 5000) {
                    disk.completeAsync(() -> null, CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
                    throw new CancellationException("enough");
                }
            });
            assertEquals("enough", assertThrows(CancellationException.class, () -> workers.run(run, stage -> {
            })).getMessage());
            assertTrue(disk.isDone());
        }
    }

    @Test
    void anInterruptByItselfEndsNothing() {
        AtomicInteger pieces = new AtomicInteger();
        try (Workers workers = new Workers(2)) {
            Thread.currentThread().interrupt();
            workers.run(100, (piece, worker) -> {
                busy();
                pieces.incrementAndGet();
            });
            assertTrue(Thread.interrupted(), "the status stays");
        }
        assertEquals(100, pieces.get());
    }

    private static void busy() {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < 300_000) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aFailureInOneStageIsThrownAndNothingWaitsForIt() {
        try (Workers workers = new Workers(3)) {
            List<Stage> stages = List.of(Stage.of(3, (piece, worker) -> {
                if (piece == 1) {
                    throw new IllegalArgumentException("piece 1");
                }
            }), Stage.of(3, (piece, worker) -> {
                throw new AssertionError("began though the stage before failed");
            }));
            IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class,
                    () -> workers.run(stages, stage -> {
                    }));
            assertEquals("piece 1", thrown.getMessage());
        }
    }
}
