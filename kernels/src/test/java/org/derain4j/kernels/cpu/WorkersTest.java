package org.derain4j.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkersTest {

    @Test
    void everyTaskRunsOnceAndWorkersDoNotOverlap() {
        try (Workers workers = new Workers(4)) {
            AtomicIntegerArray runs = new AtomicIntegerArray(1000);
            AtomicIntegerArray busy = new AtomicIntegerArray(4);
            workers.run(1000, (index, worker) -> {
                assertEquals(1, busy.incrementAndGet(worker));
                runs.incrementAndGet(index);
                busy.decrementAndGet(worker);
            });
            for (int i = 0; i < runs.length(); i++) {
                assertEquals(1, runs.get(i));
            }
        }
    }

    @Test
    void aFailureReachesTheCallerAndThePoolLivesOn() {
        try (Workers workers = new Workers(3)) {
            for (int failing = 0; failing < 20; failing++) {
                int bad = failing;
                RuntimeException failure = assertThrows(RuntimeException.class,
                        () -> workers.run(20, (index, worker) -> {
                            if (index == bad) {
                                throw new IllegalArgumentException("task " + index);
                            }
                        }));
                assertTrue(failure.getMessage().contains("task " + bad), failure.toString());
            }
            workers.run(5, (index, worker) -> {
            });
        }
    }

    @Test
    void errorsAreThrownAsTheyAreAndOnlyWhenAllThreadsHaveStopped() {
        try (Workers workers = new Workers(3)) {
            for (int failing = 0; failing < 20; failing++) {
                int bad = failing;
                AtomicInteger running = new AtomicInteger();
                assertThrows(OutOfMemoryError.class, () -> workers.run(20, (index, worker) -> {
                    running.incrementAndGet();
                    try {
                        if (index == bad) {
                            throw new OutOfMemoryError("task " + index);
                        }
                        Thread.onSpinWait();
                    } finally {
                        running.decrementAndGet();
                    }
                }));
                assertEquals(0, running.get());
            }
        }
    }

    /** A pool that outlives the application which was the first to need it. */
    @Test
    void threadsKeepNothingOfTheirFirstCaller() throws Exception {
        InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (Workers workers = new Workers(3); URLClassLoader application = new URLClassLoader(new URL[0])) {
            Thread caller = new Thread(() -> {
                inherited.set("the application's");
                CountDownLatch all = new CountDownLatch(3);
                workers.run(3, (index, worker) -> {
                    all.countDown();
                    if (worker > 0) {
                        seen.add(
                                inherited.get() + ", " + (Thread.currentThread().getContextClassLoader() == application)
                                        + ", " + Thread.currentThread().isDaemon());
                    }
                    while (all.getCount() > 0) { // each thread has its task
                        Thread.onSpinWait();
                    }
                });
            });
            caller.setContextClassLoader(application);
            caller.start();
            caller.join();
        }
        assertEquals(Set.of("null, false, true"), seen);
    }

    @Test
    void closingReturnsWhenTheThreadsHaveEnded() {
        for (boolean interrupted : new boolean[]{false, true}) {
            Set<Thread> threads = ConcurrentHashMap.newKeySet();
            CountDownLatch all = new CountDownLatch(5);
            try (Workers workers = new Workers(5)) {
                workers.run(5, (index, worker) -> {
                    threads.add(Thread.currentThread());
                    all.countDown();
                    while (all.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                });
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            assertEquals(interrupted, Thread.interrupted(), "the status stays");
            assertEquals(5, threads.size());
            threads.remove(Thread.currentThread());
            // The JVM ends isAlive() a moment after the state, at which no more code of a thread runs.
            threads.forEach(thread -> assertEquals(Thread.State.TERMINATED, thread.getState()));
        }
    }

    /** Such as Java's common pool, whose threads stay: they are of the same group if a task is the first to need them. */
    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void closingDoesNotWaitForWhatATaskHasStarted() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Set<Thread> started = ConcurrentHashMap.newKeySet();
        try (Workers workers = new Workers(3)) {
            CountDownLatch all = new CountDownLatch(3);
            workers.run(3, (index, worker) -> {
                started.add(Thread.ofPlatform().daemon().name("another").start(() -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError("nobody interrupts it", e);
                    }
                }));
                all.countDown();
                while (all.getCount() > 0) {
                    Thread.onSpinWait();
                }
            });
        }
        assertTrue(started.stream().allMatch(Thread::isAlive));
        assertEquals(3, started.size());
        end.countDown();
        for (Thread thread : started) {
            thread.join();
        }
    }

    @Test
    void noTasksAndNoThreads() {
        try (Workers workers = new Workers(2)) {
            workers.run(0, (index, worker) -> {
                throw new AssertionError();
            });
        }
        for (int threads : new int[]{0, -1, 1025, 1_000_000}) {
            assertEquals("threads is " + threads + "; give 1 to 1024",
                    assertThrows(IllegalArgumentException.class, () -> new Workers(threads)).getMessage());
        }
    }
}
