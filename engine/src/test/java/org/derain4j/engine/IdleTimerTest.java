package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class IdleTimerTest {

    /** As some applications' threads are. */
    private static final class Stubborn extends Thread {

        Stubborn(Runnable work) {
            super(work);
        }

        @Override
        public void setContextClassLoader(ClassLoader loader) {
            throw new SecurityException("not here");
        }
    }

    @Test
    void aThreadThatKeepsItsLoaderCanCallToo() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        IdleTimer timer = new IdleTimer(Duration.ofMillis(1), told::countDown);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Stubborn(timer::restart);
        caller.setUncaughtExceptionHandler((_, e) -> thrown.set(e));
        caller.start();
        assertTrue(told.await(20, TimeUnit.SECONDS), () -> "thrown: " + thrown.get());
    }
}
