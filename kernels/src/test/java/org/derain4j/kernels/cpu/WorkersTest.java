package org.derain4j.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

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
            threads.forEach(thread -> assertFalse(thread.isAlive()));
        }
    }

    @Test
    void noTasksAndNoThreads() {
        try (Workers workers = new Workers(2)) {
            workers.run(0, (index, worker) -> {
                throw new AssertionError();
            });
        }
        assertThrows(IllegalArgumentException.class, () -> new Workers(0));
    }
}
