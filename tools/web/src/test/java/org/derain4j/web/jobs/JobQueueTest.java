package org.derain4j.web.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.derain4j.web.jobs.JobState.Cancelled;
import org.derain4j.web.jobs.JobState.Done;
import org.derain4j.web.jobs.JobState.Queued;
import org.derain4j.web.jobs.JobState.Reason;
import org.derain4j.web.jobs.JobState.Working;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whose turn it is, and what is told meanwhile. */
@Timeout(60)
class JobQueueTest {

    @TempDir
    Path folder;

    @Test
    void firstComeFirstServed() throws Exception {
        try (Desk desk = new Desk(folder)) {
            Job held = desk.hold();
            List<Job> jobs = new ArrayList<>();
            List<String> ended = Collections.synchronizedList(new ArrayList<>());
            CountDownLatch all = new CountDownLatch(5);
            for (int i = 0; i < 5; i++) {
                Job job = desk.send(Desk.png(i), "p" + i + ".png");
                assertEquals(new Queued(i + 1), job.state());
                job.watch(state -> {
                    if (state.isFinal()) {
                        ended.add(job.name());
                        all.countDown();
                    }
                });
                jobs.add(job);
            }
            assertEquals(new Working(0), held.state());
            desk.letGo();
            for (Job job : jobs) {
                Desk.done(job);
            }
            all.await();
            // Watchers are told on threads of their own, so that two that follow each other at once may change places.
            assertEquals(List.of("p0.png", "p1.png", "p2.png", "p3.png", "p4.png"), ended.stream().sorted().toList());
            double last = 0;
            for (Job job : jobs) {
                assertEquals(new Done(), job.state());
                double network = job.result().orElseThrow().milliseconds().get("network");
                assertTrue(network > 0);
                last += network;
            }
            assertEquals(6, desk.counter("derain_jobs_total{outcome=\"done\"}"));
            assertTrue(desk.counter("derain_stage_seconds_total{stage=\"network\"}") >= last / 1e3);
            assertEquals(6 * Desk.WIDTH * Desk.HEIGHT, desk.counter("derain_pixels_total"));
            assertEquals(0, desk.counter("derain_jobs_waiting"));
            assertEquals(0, desk.counter("derain_jobs_working"));
        }
    }

    @Test
    void aWatcherHearsEveryStateInItsOrder() throws Exception {
        try (Desk desk = new Desk(folder)) {
            desk.hold();
            Job first = desk.send(Desk.png(1), "first.png");
            Job second = desk.send(Desk.png(2), "second.png");
            BlockingQueue<JobState> heard = new LinkedBlockingQueue<>();
            second.watch(heard::add);
            assertEquals(new Queued(2), heard.take());
            desk.letGo();
            assertEquals(new Queued(1), heard.take());
            double part = -1;
            JobState state = heard.take();
            assertTrue(state instanceof Working, state.toString());
            for (; state instanceof Working working; state = heard.take()) {
                assertTrue(working.part() > part, "from " + part + " to " + working.part());
                part = working.part();
            }
            assertEquals(new Done(), state);
            assertNotEquals(first.id(), second.id());
            BlockingQueue<JobState> late = new LinkedBlockingQueue<>();
            second.watch(late::add);
            assertEquals(new Done(), late.take());
        }
    }

    @Test
    void noWatcherKeepsTheWorkerNorTheOthers() throws Exception {
        try (Desk desk = new Desk(folder)) {
            desk.hold();
            Job job = desk.send(Desk.png(1), "a.png");
            CountDownLatch never = new CountDownLatch(1);
            job.watch(_ -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            job.watch(_ -> {
                throw new IllegalArgumentException("a watcher's own fault");
            });
            BlockingQueue<JobState> heard = new LinkedBlockingQueue<>();
            job.watch(heard::add);
            List<JobState> unheard = Collections.synchronizedList(new ArrayList<>());
            job.watch(unheard::add).close();
            desk.letGo();
            Desk.done(job);
            JobState state = heard.take();
            while (!state.isFinal()) {
                state = heard.take();
            }
            assertEquals(new Done(), state);
            assertFalse(unheard.contains(new Done()));
            never.countDown();
        }
    }

    @Test
    void whoWaitsCanLeaveAndThoseBehindMoveUp() throws Exception {
        try (Desk desk = new Desk(folder)) {
            desk.hold();
            Job first = desk.send(Desk.png(1), "first.png");
            Job second = desk.send(Desk.png(2), "second.png");
            Job third = desk.send(Desk.png(3), "third.png");
            BlockingQueue<JobState> heard = new LinkedBlockingQueue<>();
            third.watch(heard::add);
            assertEquals(new Queued(3), heard.take());
            first.cancel();
            assertEquals(new Cancelled(), first.state());
            assertEquals(new Queued(2), heard.take());
            assertEquals(new Queued(1), second.state());
            desk.queue.remove(second);
            assertEquals(new Cancelled(), second.await());
            assertEquals(Optional.empty(), desk.queue.find(second.id()));
            assertEquals(new Queued(1), heard.take());
            assertEquals(2, desk.counter("derain_jobs_total{outcome=\"cancelled\"}"));
            assertEquals(2, desk.files().size(), "uploads of the one in work and the one that waits");
            desk.letGo();
            Desk.done(third);
            first.cancel();
            assertEquals(new Cancelled(), first.state());
            third.cancel();
            assertEquals(new Done(), third.state());
            assertTrue(third.result().isPresent());
        }
    }

    /** The picture takes seconds, of which watchers hear dozens of times: after the first one not more than once. */
    @Test
    void theEngineStopsWithinAStep() throws Exception {
        try (Desk desk = new Desk(folder)) {
            Job job = desk.send(Desk.encoded(Desk.picture(1000, 900, 1), "png"), "large.png");
            Job next = desk.send(Desk.png(2), "next.png");
            BlockingQueue<JobState> heard = new LinkedBlockingQueue<>();
            job.watch(state -> {
                if (state instanceof Working(double part) && part > 0 || state.isFinal()) {
                    job.cancel();
                    heard.add(state);
                }
            });
            assertEquals(new Cancelled(), job.await());
            Desk.done(next);
            List<JobState> all = List.copyOf(heard);
            assertEquals(new Cancelled(), all.getLast());
            assertTrue(all.size() == 2 || all.size() == 3, "heard " + all);
            assertEquals(Optional.empty(), job.result());
            desk.queue.remove(next);
            assertEquals(List.of(), desk.files());
        }
    }

    @Test
    void aJobThatIsRemovedAtWorkLeavesNothing() throws Exception {
        try (Desk desk = new Desk(folder)) {
            Job job = desk.hold();
            desk.queue.remove(job);
            assertEquals(Optional.empty(), desk.queue.find(job.id()));
            desk.letGo();
            assertEquals(new Cancelled(), job.await());
            Job next = desk.send(Desk.png(2), "next.png");
            Desk.done(next);
            desk.queue.remove(next);
            assertEquals(List.of(), desk.files());
        }
    }

    @Test
    void asManyWaitAsMay() throws Exception {
        try (Desk desk = new Desk(folder)) {
            desk.hold();
            List<Job> jobs = new ArrayList<>();
            for (int i = 0; i < Desk.LIMITS.waiting(); i++) {
                jobs.add(desk.send(Desk.png(i), i + ".png"));
            }
            assertEquals(Desk.LIMITS.waiting(), desk.counter("derain_jobs_waiting"));
            int files = desk.files().size();
            RefusedException refused = assertThrows(RefusedException.class, () -> desk.send(Desk.png(9), "one.png"));
            assertEquals(Reason.BUSY, refused.reason());
            assertEquals("as many pictures are waiting as are taken, 8; send it again later.", refused.getMessage());
            assertEquals(files, desk.files().size());
            assertEquals(1, desk.counter("derain_orders_refused_total{reason=\"busy\"}"));
            jobs.getFirst().cancel();
            jobs.add(desk.send(Desk.png(9), "one.png"));
            desk.letGo();
            for (Job job : jobs.subList(1, jobs.size())) {
                Desk.done(job);
            }
        }
    }

    @Test
    void theDefaultModelIsOpenedAtOnceAndAnotherTakesItsPlace() throws Exception {
        try (Desk desk = new Desk(folder)) {
            while (desk.opened.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            Desk.done(desk.send(Desk.png(1), "a.png", Optional.empty(), 1, Optional.empty()));
            assertEquals(List.of(Desk.LITE), desk.opened);
            Desk.done(desk.send(Desk.png(1), "a.png", Desk.REDUCED));
            Desk.done(desk.send(Desk.png(2), "a.png", Desk.REDUCED));
            Desk.done(desk.send(Desk.png(1), "a.png", Desk.LITE));
            assertEquals(List.of(Desk.LITE, Desk.REDUCED, Desk.LITE), desk.opened);
        }
    }
}
