package org.derain4j.web.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How long results are there, and where. */
@Timeout(60)
class KeepingTest {

    @TempDir
    Path folder;

    @Test
    void aResultGoesWhenNobodyHasAskedForItInALongTime() throws Exception {
        try (Desk desk = new Desk(folder)) {
            Job asked = desk.send(Desk.png(1), "asked.png");
            Job left = desk.send(Desk.png(2), "left.png");
            Path file = Desk.done(asked).file();
            Desk.done(left);
            assertEquals(2, desk.files().size(), "the uploads are gone");
            assertEquals(2, desk.counter("derain_results_kept"));
            for (int i = 0; i < 3; i++) {
                desk.clock.addAndGet(Duration.ofMinutes(20).toNanos());
                assertEquals(Optional.of(asked), desk.queue.find(asked.id()));
            }
            assertEquals(List.of(file.getFileName().toString()), desk.files());
            assertEquals(Optional.empty(), desk.queue.find(left.id()));
            assertEquals(Optional.empty(), left.result());
            desk.clock.addAndGet(Duration.ofMinutes(29).toNanos());
            assertTrue(asked.result().isPresent());
            desk.clock.addAndGet(Duration.ofMinutes(29).toNanos());
            assertTrue(asked.result().isPresent(), "asking for the result counts, too");
            desk.clock.addAndGet(Duration.ofMinutes(31).toNanos());
            assertEquals(0, desk.counter("derain_results_kept"));
            assertEquals(Optional.empty(), asked.result());
            assertEquals(new JobState.Done(), asked.state());
            assertEquals(List.of(), desk.files());
        }
    }

    @Test
    void theFolderNeverLooksOldToWhatClearsOutTemporaryFiles() throws Exception {
        try (Desk desk = new Desk(folder)) {
            Desk.done(desk.send(Desk.png(1), "first.png"));
            Thread.sleep(200); // the queue rests
            Path lock = desk.queue.newUpload().resolveSibling(Spool.LOCK);
            Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofDays(11))));
            Desk.done(desk.send(Desk.png(2), "second.png"));
            assertTrue(Files.getLastModifiedTime(lock).toInstant().isAfter(Instant.now().minusSeconds(120)));
        }
    }

    @Test
    void theOldestArePushedOut() throws Exception {
        try (Desk desk = new Desk(folder)) {
            List<Job> jobs = new ArrayList<>();
            for (int i = 0; i < Desk.LIMITS.kept(); i++) {
                Job job = desk.send(Desk.png(i), i + ".png");
                Desk.done(job);
                jobs.add(job);
                desk.clock.incrementAndGet();
            }
            Job cut = desk.send(new byte[]{(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0}, "cut.jpg");
            Desk.failed(cut);
            assertTrue(desk.queue.find(jobs.getFirst().id()).isPresent(), "a failure pushes no result out");
            desk.clock.incrementAndGet();
            Job last = desk.send(Desk.png(9), "last.png");
            Desk.done(last);
            assertEquals(Optional.empty(), jobs.get(1).result(), "the one that was not asked for");
            assertTrue(jobs.getFirst().result().isPresent());
            assertTrue(last.result().isPresent());
            assertTrue(desk.queue.find(cut.id()).isPresent());
            assertEquals(Desk.LIMITS.kept(), desk.files().size());
            for (int i = 0; i < Desk.LIMITS.kept(); i++) {
                desk.clock.incrementAndGet();
                Desk.failed(desk.send(new byte[]{(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0}, "cut.jpg"));
            }
            assertEquals(Optional.empty(), desk.queue.find(cut.id()), "failures are forgotten, too");
            assertEquals(Desk.LIMITS.kept(), desk.counter("derain_results_kept"));
        }
    }

    @Test
    void whatIsRemovedIsGoneAtOnce() throws Exception {
        try (Desk desk = new Desk(folder)) {
            Job job = desk.send(Desk.png(1), "a.png");
            Path file = Desk.done(job).file();
            assertTrue(Files.exists(file));
            desk.queue.remove(job);
            assertFalse(Files.exists(file));
            assertEquals(Optional.empty(), desk.queue.find(job.id()));
            assertEquals(Optional.empty(), job.result());
            desk.queue.remove(job);
        }
    }

    @Test
    void nobodyElseCanReadTheFolder() throws Exception {
        try (Desk desk = new Desk(folder)) {
            Path own = desk.queue.newUpload().getParent();
            assertEquals(folder, own.getParent());
            if (Files.getFileAttributeView(own, PosixFileAttributeView.class) != null) {
                assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own)));
            }
        }
        try (var files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }
}
