package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.derain4j.kernels.backend.Cancellation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Whose turn it is, and what ends it. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class CallQueueTest {

    private final AtomicInteger released = new AtomicInteger();
    private final CallQueue calls = new CallQueue(released::incrementAndGet, null);

    /** A call on a thread of its own. */
    private static final class Caller {

        final Thread thread;
        final AtomicReference<Throwable> thrown = new AtomicReference<>();
        volatile boolean interrupted;

        Caller(CallQueue calls, Function<Cancellation, Void> work) {
            thread = Thread.ofPlatform().daemon().start(() -> {
                try {
                    calls.run(work);
                } catch (Throwable e) {
                    thrown.set(e);
                }
                interrupted = Thread.currentThread().isInterrupted();
            });
        }

        /** Returns when it waits for its turn, or for whatever its work does. */
        Caller waits() throws InterruptedException {
            while (thread.getState() != Thread.State.WAITING) {
                assertTrue(thread.isAlive());
                Thread.sleep(1);
            }
            return this;
        }

        Throwable end() throws InterruptedException {
            thread.join();
            return thrown.get();
        }
    }

    private static Void until(CountDownLatch end) {
        try {
            end.await();
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Works until it is told to end. */
    private static Void forEver(Cancellation cancellation) {
        while (true) {
            cancellation.check();
            Thread.onSpinWait();
        }
    }

    @Test
    void callsAreServedInTheOrderInWhichTheyCame() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Caller first = new Caller(calls, _ -> until(end)).waits();
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        List<Caller> others = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            others.add(new Caller(calls, _ -> {
                served.add(number);
                return null;
            }).waits());
        }
        end.countDown();
        first.end();
        for (Caller other : others) {
            assertEquals(null, other.end());
        }
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19), served);
    }

    /** Who comes back at once stands behind those who wait. */
    @Test
    void nobodyComesTwiceBeforeOneWhoWaits() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        List<String> served = Collections.synchronizedList(new ArrayList<>());
        AtomicReference<Caller> waiting = new AtomicReference<>();
        calls.run(_ -> {
            waiting.set(new Caller(calls, _ -> {
                served.add("waited");
                begun.countDown();
                return null;
            }));
            try {
                waiting.get().waits();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return null;
        });
        calls.run(_ -> served.add("came back"));
        assertEquals(List.of("waited", "came back"), served);
        assertTrue(begun.await(1, TimeUnit.SECONDS));
    }

    @Test
    void anInterruptEndsACallThatWorksOrWaitsAndNoOther() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Caller working = new Caller(calls, cancellation -> {
            begun.countDown();
            return forEver(cancellation);
        });
        CountDownLatch end = new CountDownLatch(1);
        begun.await();
        Caller waiting = new Caller(calls, _ -> until(end)).waits();
        Caller last = new Caller(calls, _ -> null).waits();
        waiting.thread.interrupt();
        assertInstanceOf(CancellationException.class, waiting.end());
        assertTrue(waiting.interrupted, "the status stays");
        assertTrue(working.thread.isAlive());
        working.thread.interrupt();
        assertEquals("the calling thread was interrupted", working.end().getMessage());
        assertInstanceOf(CancellationException.class, working.thrown.get());
        assertTrue(working.interrupted);
        assertEquals(null, last.end());
    }

    @Test
    void whoIsInterruptedAlreadyIsNotServed() {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> calls.run(_ -> {
            throw new AssertionError("it was");
        }));
        assertTrue(Thread.interrupted(), "the status stays");
        assertEquals("served", calls.run(_ -> "served"));
    }

    @Test
    void closingEndsTheCallInHandAndRefusesThoseThatWaitAndCome() throws InterruptedException {
        AtomicInteger freed = new AtomicInteger();
        AtomicBoolean inUse = new AtomicBoolean();
        Caller working = new Caller(calls, cancellation -> {
            inUse.set(true);
            try {
                return forEver(cancellation);
            } finally {
                inUse.set(false);
            }
        });
        while (!inUse.get()) {
            Thread.sleep(1);
        }
        List<Caller> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(new Caller(calls, _ -> null).waits());
        }
        calls.close(() -> {
            assertFalse(inUse.get(), "its maps were in use");
            freed.incrementAndGet();
        });
        assertEquals(1, freed.get());
        assertEquals("the derainer was closed", working.end().getMessage());
        assertInstanceOf(CancellationException.class, working.thrown.get());
        assertFalse(working.interrupted);
        for (Caller other : waiting) {
            assertEquals("this derainer is closed", other.end().getMessage());
            assertInstanceOf(IllegalStateException.class, other.thrown.get());
        }
        assertThrows(IllegalStateException.class, () -> calls.run(_ -> null));
        calls.close(freed::incrementAndGet);
        assertEquals(1, freed.get());
        calls.trim();
    }

    /** The second returns no sooner than the memory is freed. */
    @Test
    void severalMayCloseAndBeInterrupted() throws InterruptedException {
        CountDownLatch freeing = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread first = Thread.ofPlatform().daemon().start(() -> calls.close(() -> {
            freeing.countDown();
            until(end);
        }));
        freeing.await();
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        Thread second = Thread.ofPlatform().daemon().start(() -> {
            calls.close(() -> {
                throw new AssertionError("freed twice");
            });
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        second.interrupt();
        assertFalse(second.join(Duration.ofMillis(100)));
        end.countDown();
        first.join();
        second.join();
        assertTrue(interrupted.get(), "the status stays");
    }

    @Test
    void aCallFromWithinACallIsRefused() {
        calls.run(_ -> {
            assertThrows(IllegalStateException.class, () -> calls.run(_ -> null));
            assertThrows(IllegalStateException.class, () -> calls.close(() -> {
                throw new AssertionError("freed what is in use");
            }));
            return null;
        });
        assertEquals("goes on", calls.run(_ -> "goes on"));
    }

    @Test
    void memoryIsGivenUpAtOnceOrWhenTheCallInHandEnds() throws InterruptedException {
        calls.trim();
        assertEquals(1, released.get());
        CountDownLatch end = new CountDownLatch(1);
        Caller working = new Caller(calls, _ -> until(end)).waits();
        Caller next = new Caller(calls, _ -> {
            assertEquals(2, released.get(), "before the next call");
            return null;
        }).waits();
        calls.trim();
        calls.trim();
        assertEquals(1, released.get(), "its maps are in use");
        end.countDown();
        working.end();
        assertEquals(null, next.end());
        calls.run(_ -> {
            calls.trim();
            assertEquals(2, released.get(), "its maps are in use");
            return null;
        });
        assertEquals(3, released.get());
        calls.run(_ -> null);
        assertEquals(3, released.get());
    }

    @Test
    void memoryIsGivenUpWhereItRunsOut() {
        assertThrows(OutOfMemoryError.class, () -> calls.run(_ -> {
            throw new OutOfMemoryError();
        }));
        assertEquals(1, released.get());
    }

    /** It comes when the call in hand has looked whether there was one, and has the turn still. */
    @Test
    void aTrimAtTheVeryEndOfACallIsNotLost() {
        AtomicReference<CallQueue> queue = new AtomicReference<>();
        queue.set(new CallQueue(() -> {
            if (released.incrementAndGet() == 1) {
                Thread other = Thread.ofPlatform().daemon().start(() -> queue.get().trim());
                try {
                    other.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }, null));
        queue.get().run(_ -> {
            queue.get().trim();
            return null;
        });
        assertEquals(2, released.get());
    }

    @Test
    void anIdleTimeGivesMemoryUpOnceForEachPause() throws InterruptedException {
        CallQueue idle = new CallQueue(released::incrementAndGet, Duration.ofMillis(150));
        Thread.sleep(200);
        assertEquals(0, released.get(), "nothing was taken");
        for (int pause = 1; pause <= 2; pause++) {
            for (int i = 0; i < 5; i++) {
                idle.run(_ -> null);
                Thread.sleep(10);
            }
            while (released.get() < pause) {
                Thread.sleep(5);
            }
            Thread.sleep(300);
            assertEquals(pause, released.get());
        }
    }

    /** However long it takes: a call is no pause. */
    @Test
    void aCallThatIsLongerThanTheIdleTimeKeepsItsMemory() throws InterruptedException {
        CallQueue idle = new CallQueue(released::incrementAndGet, Duration.ofMillis(50));
        idle.run(_ -> null);
        CountDownLatch end = new CountDownLatch(1);
        Caller working = new Caller(idle, _ -> until(end)).waits();
        int before = released.get(); // the machine may have been slow
        Thread.sleep(200);
        assertEquals(before, released.get());
        end.countDown();
        working.end();
        assertEquals(before, released.get());
        while (released.get() == before) {
            Thread.sleep(5);
        }
    }

    @Test
    void nothingHappensOnceItIsClosed() throws InterruptedException {
        CallQueue idle = new CallQueue(released::incrementAndGet, Duration.ofMillis(20));
        idle.run(_ -> null);
        idle.close(() -> {
        });
        int before = released.get();
        Thread.sleep(100);
        assertEquals(before, released.get());
    }
}
