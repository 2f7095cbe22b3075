package org.derain4j.web.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.derain4j.engine.Derainer;
import org.derain4j.web.jobs.JobState.Cancelled;
import org.derain4j.web.jobs.JobState.Done;
import org.derain4j.web.jobs.JobState.Failed;
import org.derain4j.web.jobs.JobState.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the queue ends. */
@Timeout(60)
class EndingTest {

    private static final String ENDING = "the server is ending; send it again when it has been started anew.";

    @TempDir
    Path folder;

    @Test
    void theOneInWorkMayEndAndItsResultIsKeptUntilTheQueueIsClosed() throws Exception {
        try (Desk desk = new Desk(folder)) {
            Job working = desk.hold();
            Job waiting = desk.send(Desk.png(2), "waiting.png");
            Thread ending = Thread.ofVirtual().start(() -> desk.queue.end(Duration.ofSeconds(50)));
            assertEquals(new Failed(Reason.BUSY, "waiting.png: " + ENDING), waiting.await());
            RefusedException refused = assertThrows(RefusedException.class, () -> desk.send(Desk.png(3), "late.png"));
            assertEquals(Reason.BUSY, refused.reason());
            assertEquals(ENDING, refused.getMessage());
            desk.letGo();
            assertEquals(new Done(), working.await());
            ending.join();
            Path file = working.result().orElseThrow().file();
            assertTrue(Files.exists(file));
            assertTrue(desk.queue.find(working.id()).isPresent());
            desk.queue.close(Duration.ofSeconds(50));
            assertFalse(Files.exists(file));
            assertEquals(Optional.empty(), working.result());
            assertEquals(Optional.empty(), desk.queue.find(working.id()));
            requireNothingLeft();
            assertThrows(IllegalStateException.class, () -> desk.lastOpened.derain(Desk.picture(8, 8, 1)));
        }
    }

    private void requireNothingLeft() throws Exception {
        try (var files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void withoutGraceTheOneInWorkIsCancelled() throws Exception {
        try (Desk desk = new Desk(folder)) {
            Job job = desk.send(Desk.encoded(Desk.picture(1000, 900, 1), "png"), "large.png");
            CountDownLatch running = new CountDownLatch(1);
            job.watch(state -> {
                if (state instanceof JobState.Working(double part) && part > 0) {
                    running.countDown();
                }
            });
            running.await();
            desk.queue.close();
            assertEquals(new Cancelled(), job.state());
            requireNothingLeft();
        }
    }

    /** Whatever it is doing: opening, warming up, resting. */
    @Test
    void aQueueCanBeClosedAtAnyTimeAndTwice() throws Exception {
        for (int milliseconds : new int[]{0, 1, 3, 10, 30, 100, 300}) {
            Desk desk = new Desk(folder);
            Thread.sleep(milliseconds);
            desk.close();
            desk.close();
            requireNothingLeft();
        }
    }

    /** The default model itself cannot be opened: jobs say so, and others are done. */
    @Test
    void aBadStartIsNoEnd() throws Exception {
        Engines broken = new Engines() {

            @Override
            public List<Choice> models() {
                return List.of(new Choice("broken", "", ""), new Choice("lite", "", ""));
            }

            @Override
            public Derainer open(String model) throws IOException {
                if (model.equals("broken")) {
                    throw new IllegalStateException("the device is not there");
                }
                return Desk.engine(Desk.LITE).build();
            }
        };
        try (JobQueue queue = new JobQueue(broken, Limits.USUAL)) {
            for (String model : List.of("broken", "lite", "broken", "lite")) {
                Path upload = Files.write(queue.newUpload(), Desk.png(1));
                Job job = queue.submit(new Order(upload, "a.png", Optional.of(model), 1, Optional.empty(), false));
                if (model.equals("lite")) {
                    Desk.done(job);
                } else {
                    assertEquals(Reason.INTERNAL, Desk.failed(job).reason());
                }
            }
        }
    }
}
