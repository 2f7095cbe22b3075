package org.derain4j.web.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.derain4j.web.jobs.JobState.Done;
import org.derain4j.web.jobs.JobState.Queued;
import org.derain4j.web.jobs.JobState.Working;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How slow ones are told. */
@Timeout(20)
class WatcherTest {

    private final Semaphore steps = new Semaphore(0);
    private final BlockingQueue<JobState> heard = new LinkedBlockingQueue<>();
    private final Watcher slow = new Watcher(state -> {
        heard.add(state);
        steps.acquireUninterruptibly();
    });

    @Test
    void ofEachKindTheNewestIsToldInTheirOrder() throws InterruptedException {
        slow.tell(new Queued(9));
        assertEquals(new Queued(9), heard.take());
        for (int place = 8; place > 0; place--) {
            slow.tell(new Queued(place));
        }
        for (int step = 0; step < 1000; step++) {
            slow.tell(new Working(step / 1000.0));
        }
        slow.tell(new Done());
        steps.release(100);
        assertEquals(new Queued(1), heard.take());
        assertEquals(new Working(0.999), heard.take());
        assertEquals(new Done(), heard.take());
    }

    @Test
    void whoIsGoneHearsNoMore() throws InterruptedException {
        slow.tell(new Queued(2));
        assertEquals(new Queued(2), heard.take());
        slow.tell(new Queued(1));
        slow.close();
        slow.tell(new Done());
        steps.release(100);
        assertNull(heard.poll(50, TimeUnit.MILLISECONDS));
    }
}
