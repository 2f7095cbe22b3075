package org.derain4j.web.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.web.jobs.JobState.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is not taken, and what cannot be worked on: one sentence each, about the picture by its sender's name; the queue goes on. */
@Timeout(60)
class RefusalsTest {

    @TempDir
    Path folder;

    private static final String HEIC = "\0\0\0\u0018ftypheic\0\0\0\0mif1heic";

    @Test
    void whatIsNoPictureIsRefusedAtOnce() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("the file is empty; get a whole copy of it.", new byte[0]);
        files.put("unsupported: a HEIC picture; convert it first, for example with: heif-convert IN.heic OUT.jpg.",
                HEIC.getBytes(StandardCharsets.ISO_8859_1));
        files.put("not a PNG, JPEG, BMP, WebP or TIFF picture, whatever its name says.",
                "%PDF-1.7\n%".getBytes(StandardCharsets.ISO_8859_1));
        try (Desk desk = new Desk(folder)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                RefusedException refused = assertThrows(RefusedException.class,
                        () -> desk.send(file.getValue(), "../my\u0007 holiday.jpg"));
                assertEquals(Reason.NO_PICTURE, refused.reason());
                assertEquals("../my\\u0007 holiday.jpg: " + file.getKey(), refused.getMessage());
            }
            for (String text : List.of("just words", "GIF", "<html>", "\u0000")) {
                RefusedException refused = assertThrows(RefusedException.class,
                        () -> desk.send(text.getBytes(StandardCharsets.UTF_8), " \n"));
                assertEquals("the picture: not a PNG, JPEG, BMP, WebP or TIFF picture, whatever its name says.",
                        refused.getMessage());
            }
            assertEquals(List.of(), desk.files());
            assertEquals(7, desk.counter("derain_orders_refused_total{reason=\"no_picture\"}"));
            assertEquals(0, desk.counter("derain_upload_bytes_total"));
        }
    }

    @Test
    void ordersThatMakeNoSense() throws Exception {
        try (Desk desk = new Desk(folder)) {
            byte[] png = Desk.png(1);
            RefusedException model = assertThrows(RefusedException.class, () -> desk.send(png, "a.png", "../lite\n"));
            assertEquals(Reason.BAD_REQUEST, model.reason());
            assertEquals("there is no model '../lite\\u000a' here; give one of lite, reduced, held, broken.",
                    model.getMessage());
            for (double strength : new double[]{-0.1, 1.51, Double.NaN, Double.POSITIVE_INFINITY}) {
                RefusedException refused = assertThrows(RefusedException.class,
                        () -> desk.send(png, "a.png", Optional.empty(), strength, Optional.empty()));
                assertEquals(Reason.BAD_REQUEST, refused.reason());
                assertEquals("a strength of " + strength + "; give 0 to 1.5.", refused.getMessage());
            }
            Path foreign = Files.write(folder.resolve("foreign.png"), png);
            assertThrows(IllegalArgumentException.class, () -> desk.queue
                    .submit(new Order(foreign, "a.png", Optional.empty(), 1, Optional.empty(), false)));
            assertTrue(Files.exists(foreign));
            Files.delete(foreign);
            assertEquals(List.of(), desk.files());
        }
    }

    /** Some parts of every format, and what each decoder makes of them, in a sentence without a path. */
    @Test
    void damagedPicturesFailAlone() throws Exception {
        try (Desk desk = new Desk(folder)) {
            Random random = new Random(1);
            BufferedImage picture = Desk.picture(Desk.WIDTH, Desk.HEIGHT, 1);
            for (PictureFormat format : List.of(PictureFormat.PNG, PictureFormat.JPEG, PictureFormat.BMP,
                    PictureFormat.TIFF)) {
                byte[] file = Desk.encoded(picture, format.name());
                for (int cut : new int[]{20, 70, file.length / 2}) {
                    JobState.Failed failed = Desk.failed(desk.send(Arrays.copyOf(file, cut), "cut." + format));
                    assertEquals(Reason.NO_PICTURE, failed.reason(), failed.sentence());
                    requireSentence(failed.sentence(), "cut." + format);
                }
                for (int i = 0; i < 10; i++) {
                    byte[] mutant = file.clone();
                    for (int k = 0; k < 20; k++) {
                        mutant[20 + random.nextInt(file.length - 20)] = (byte) random.nextInt();
                    }
                    Job job = desk.send(mutant, "mutant");
                    if (job.await() instanceof JobState.Failed failed) {
                        requireSentence(failed.sentence(), "mutant");
                        assertFalse(failed.reason() == Reason.INTERNAL, failed.sentence());
                    }
                }
            }
            Desk.done(desk.send(Desk.png(2), "whole.png"));
            assertEquals(List.of(Desk.LITE), desk.opened, "no failure closes the engine");
        }
    }

    private void requireSentence(String sentence, String name) {
        assertTrue(sentence.startsWith(name + ": "), sentence);
        assertTrue(sentence.endsWith("."), sentence);
        assertFalse(sentence.contains(folder.getFileName().toString()), sentence);
        assertFalse(sentence.contains("/") || sentence.contains("\n") || sentence.contains("upload"), sentence);
    }

    @Test
    void tooManyBytes() throws Exception {
        try (Desk desk = new Desk(folder, with(1000, 1 << 20, Duration.ofMinutes(1)))) {
            RefusedException refused = assertThrows(RefusedException.class, () -> desk.send(Desk.png(1), "a.png"));
            assertEquals(Reason.TOO_LARGE, refused.reason());
            assertEquals("a.png: it has " + Desk.png(1).length + " bytes, and 1000 are taken here; scale it down.",
                    refused.getMessage());
        }
    }

    private static Limits with(long bytes, long pixels, Duration time) {
        return new Limits(bytes, pixels, 8, time, 8, Duration.ofMinutes(30));
    }

    @Test
    void tooManyPixels() throws Exception {
        try (Desk desk = new Desk(folder, with(1 << 20, Desk.WIDTH * Desk.HEIGHT, Duration.ofMinutes(1)))) {
            Desk.done(desk.send(Desk.png(1), "a.png"));
            JobState.Failed failed = Desk.failed(desk.send(Desk.encoded(Desk.picture(Desk.WIDTH + 1, Desk.HEIGHT, 1),
                    "png"), "wide.png"));
            assertEquals(Reason.TOO_LARGE, failed.reason(), failed.sentence());
            assertEquals("wide.png: 81 x 64 pixels are more than the 5,120 that are taken here; scale it down.",
                    failed.sentence());
        }
    }

    /** Before anything is allocated: with less data than such a picture can have, and with enough. */
    @Test
    void picturesThatClaimToBeHuge() throws Exception {
        try (Desk desk = new Desk(folder, with(16 << 20, Long.MAX_VALUE, Duration.ofMinutes(1)))) {
            long start = System.nanoTime();
            JobState.Failed failed = Desk.failed(desk.send(claiming(60000, 100), "bomb.png"));
            assertEquals(Reason.NO_PICTURE, failed.reason(), failed.sentence());
            requireSentence(failed.sentence(), "bomb.png");
            failed = Desk.failed(desk.send(claiming(60000, 11_000_000), "bomb.png"));
            assertEquals(Reason.TOO_LARGE, failed.reason(), failed.sentence());
            assertEquals(
                    "bomb.png: 60000 x 60000 pixels are more than Java holds in one picture; cut or scale it down.",
                    failed.sentence());
            for (int side : new int[]{20000, 12000}) {
                failed = Desk.failed(desk.send(claiming(side, 2_000_000), "bomb.png"));
                assertEquals(Reason.TOO_LARGE, failed.reason(), failed.sentence());
                assertTrue(failed.sentence().startsWith("bomb.png: " + side + " x " + side + " pixels take "),
                        failed.sentence());
                assertTrue(failed.sentence().contains("scale it down"), failed.sentence());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            assertTrue(seconds < 20, seconds + " s");
            Desk.done(desk.send(Desk.png(1), "a.png"));
        }
    }

    /** A PNG of 8 bits with colours, sound but for its samples. */
    private static byte[] claiming(int side, int bytes) {
        ByteBuffer head = ByteBuffer.allocate(13).putInt(side).putInt(side).put(new byte[]{8, 2, 0, 0, 0});
        byte[] samples = new byte[bytes];
        new Random(side).nextBytes(samples);
        ByteBuffer png = ByteBuffer.allocate(bytes + 57).putLong(0x89504E470D0A1A0AL);
        put(png, "IHDR", head.array());
        put(png, "IDAT", samples);
        put(png, "IEND", new byte[0]);
        return png.array();
    }

    private static void put(ByteBuffer png, String type, byte[] data) {
        CRC32 crc = new CRC32();
        crc.update(type.getBytes(StandardCharsets.US_ASCII));
        crc.update(data);
        png.putInt(data.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(data).putInt((int) crc.getValue());
    }

    /** With a budget that would put a part of it on the disk. */
    @Test
    void whatWouldNeedAScratchFile() throws Exception {
        long budget = 100L << 20;
        try (Desk desk = new Desk(folder, Desk.LIMITS, budget)) {
            Desk.done(desk.send(Desk.png(1), "small.png"));
            byte[] large = Desk.encoded(Desk.picture(600, 500, 1), "png");
            JobState.Failed failed = Desk.failed(desk.send(large, "large.png"));
            assertEquals(Reason.TOO_LARGE, failed.reason(), failed.sentence());
            assertTrue(failed.sentence().matches("large.png: 600 x 500 pixels take \\d+ MB more than the memory that a "
                    + "picture has here; scale it down, or take the command derain, which puts the rest on the disk\\."),
                    failed.sentence());
            desk.queue.remove(desk.send(large, "large.png"));
        }
        assertEquals(List.of(), folderContent());
    }

    private List<Path> folderContent() throws Exception {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void workThatTakesTooLong() throws Exception {
        try (Desk desk = new Desk(folder, with(4 << 20, 1 << 20, Duration.ofSeconds(90)))) {
            Job job = desk.send(Desk.encoded(Desk.picture(700, 500, 1), "png"), "slow.png");
            job.watch(state -> {
                if (state instanceof JobState.Working(double part) && part > 0) {
                    desk.clock.addAndGet(Duration.ofSeconds(91).toNanos());
                }
            });
            JobState.Failed failed = Desk.failed(job);
            assertEquals(Reason.TOO_LONG, failed.reason());
            assertEquals("slow.png: the work on it took longer than the 90 s that it may; scale it down.",
                    failed.sentence());
            Desk.done(desk.send(Desk.png(1), "a.png"));
            assertEquals(1, desk.counter("derain_jobs_total{outcome=\"too_long\"}"));
        }
    }

    @Test
    void aModelThatCannotBeOpenedFailsItsJobAlone() throws Exception {
        try (Desk desk = new Desk(folder)) {
            JobState.Failed failed = Desk.failed(desk.send(Desk.png(1), "a.png", Desk.BROKEN));
            assertEquals(Reason.INTERNAL, failed.reason());
            assertEquals(
                    "a.png: the model that was asked for cannot be opened here; ask for another, and tell who runs "
                            + "this server, whose log says why.",
                    failed.sentence());
            Desk.done(desk.send(Desk.png(1), "a.png"));
            assertEquals(List.of(Desk.LITE, Desk.BROKEN, Desk.LITE), desk.opened);
        }
    }

    /** As a device that is lost: whatever ends an engine from outside costs one job, and the next has a new one. */
    @Test
    void anEngineThatFailsIsOpenedAnew() throws Exception {
        try (Desk desk = new Desk(folder)) {
            Desk.done(desk.send(Desk.png(1), "a.png"));
            desk.lastOpened.close();
            JobState.Failed failed = Desk.failed(desk.send(Desk.png(1), "b.png"));
            assertEquals(Reason.INTERNAL, failed.reason());
            assertEquals(
                    "b.png: this server has failed at it; send it once more, and tell who runs the server, whose log "
                            + "says why.",
                    failed.sentence());
            Desk.done(desk.send(Desk.png(1), "b.png"));
            assertEquals(List.of(Desk.LITE, Desk.LITE), desk.opened);
        }
    }

    /** The upload is taken away under the queue. */
    @Test
    void anUploadThatIsGone() throws Exception {
        try (Desk desk = new Desk(folder)) {
            Path upload = desk.queue.newUpload();
            RefusedException refused = assertThrows(RefusedException.class, () -> desk.queue
                    .submit(new Order(upload, "a.png", Optional.empty(), 1, Optional.empty(), false)));
            assertEquals(Reason.INTERNAL, refused.reason());
            desk.hold();
            Job job = desk.send(Desk.png(1), "a.png");
            Files.delete(job.order().upload());
            desk.letGo();
            assertEquals(Reason.INTERNAL, Desk.failed(job).reason());
            Desk.done(desk.send(Desk.png(1), "a.png"));
        }
    }
}
