package org.derain4j.web.jobs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.StandardPixels;
import org.derain4j.pictures.PictureFile;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.pictures.PictureReader;
import org.derain4j.pictures.PictureWriter;
import org.derain4j.web.jobs.JobState.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes out of the queue is what the command writes: the engine's picture, by the writer, with all metadata. */
@Timeout(120)
class SameBytesTest {

    private static final String COMMENT = "taken in the rain";

    @TempDir
    Path folder;

    private record Sent(byte[] file, String name) {}

    /** Every format, 8 bits and 16, with alpha and without; two with words that must come along. */
    private Map<String, Sent> files() throws Exception {
        BufferedImage rgb = Desk.picture(Desk.WIDTH, Desk.HEIGHT, 5);
        BufferedImage deep = StandardPixels.of(rgb, 16);
        Random random = new Random(5);
        for (int y = 0; y < Desk.HEIGHT; y++) {
            for (int x = 0; x < Desk.WIDTH; x++) {
                deep.getRaster().setSample(x, y, 0, random.nextInt(65536));
            }
        }
        BufferedImage alpha = new BufferedImage(Desk.WIDTH, Desk.HEIGHT, BufferedImage.TYPE_4BYTE_ABGR);
        for (int y = 0; y < Desk.HEIGHT; y++) {
            for (int x = 0; x < Desk.WIDTH; x++) {
                alpha.setRGB(x, y, rgb.getRGB(x, y) & 0xFFFFFF | 3 * x << 24);
            }
        }
        Map<String, Sent> files = new LinkedHashMap<>();
        for (PictureFormat format : PictureFormat.values()) {
            files.put(format + " 8", new Sent(written(rgb, format), "a b." + format.extension()));
        }
        for (PictureFormat format : List.of(PictureFormat.PNG, PictureFormat.TIFF)) {
            files.put(format + " 16", new Sent(written(deep, format), "deep." + format.extension()));
        }
        for (PictureFormat format : List.of(PictureFormat.PNG, PictureFormat.TIFF, PictureFormat.WEBP)) {
            files.put(format + " alpha", new Sent(written(alpha, format), "alpha." + format.extension()));
        }
        files.put("JPEG with a comment", new Sent(commented(files.get("JPEG 8").file()), "c.JPEG"));
        BufferedImage grey = new BufferedImage(Desk.WIDTH, Desk.HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        grey.getGraphics().drawImage(rgb, 0, 0, null);
        files.put("grey", new Sent(Desk.encoded(grey, "png"), "grey"));
        return files;
    }

    private byte[] written(BufferedImage picture, PictureFormat format) throws Exception {
        Path file = folder.resolve("written." + format.extension());
        new PictureWriter().write(picture, COMMENT, file);
        return Files.readAllBytes(file);
    }

    /** Behind the marker of the start, a segment of a comment. */
    private static byte[] commented(byte[] jpeg) {
        byte[] words = COMMENT.getBytes(StandardCharsets.US_ASCII);
        byte[] file = new byte[jpeg.length + 4 + words.length];
        System.arraycopy(jpeg, 0, file, 0, 2);
        file[2] = (byte) 0xFF;
        file[3] = (byte) 0xFE;
        file[5] = (byte) (words.length + 2);
        System.arraycopy(words, 0, file, 6, words.length);
        System.arraycopy(jpeg, 2, file, 6 + words.length, jpeg.length - 2);
        return file;
    }

    /** As the command does it, from files of these names. */
    private byte[] command(Sent sent, PictureFormat format, Derainer derainer, List<String> notes) throws Exception {
        Path in = Files.write(folder.resolve("in"), sent.file());
        Path out = folder.resolve("out." + format.extension());
        PictureFile rain = new PictureReader(derainer::memory).read(in);
        PictureWriter writer = new PictureWriter();
        notes.addAll(rain.notes());
        notes.addAll(writer.check(rain, out));
        writer.write(derainer.derain(rain.picture(), Math.min(rain.bits(), format.bits()), (_, _) -> true), rain, out);
        return Files.readAllBytes(out);
    }

    @Test
    void everyFormatInItsOwn() throws Exception {
        try (Desk desk = new Desk(folder); Derainer derainer = Desk.engine(Desk.LITE).build()) {
            for (Map.Entry<String, Sent> file : files().entrySet()) {
                Sent sent = file.getValue();
                PictureFormat format = format(sent);
                List<String> notes = new ArrayList<>();
                byte[] expected = command(sent, format, derainer, notes);
                Job.Result result = Desk.done(desk.send(sent.file(), sent.name()));
                assertArrayEquals(expected, Files.readAllBytes(result.file()), file.getKey());
                assertEquals(format, result.format());
                assertEquals(notes, result.notes());
                assertEquals(Desk.WIDTH, result.width());
                assertEquals(Desk.HEIGHT, result.height());
                assertEquals(Map.of(), result.previews());
                assertEquals(List.of("queue", "decode", "network", "encode"),
                        List.copyOf(result.milliseconds().keySet()));
                if (file.getKey().contains("comment")) {
                    assertEquals("c.derained.JPEG", result.name());
                    assertFalse(new String(expected, StandardCharsets.ISO_8859_1).indexOf(COMMENT) < 0);
                }
            }
        }
    }

    private PictureFormat format(Sent sent) throws Exception {
        return PictureFormat.found(Files.write(folder.resolve("in"), sent.file())).orElseThrow();
    }

    @Test
    void everyFormatInEveryOther() throws Exception {
        try (Desk desk = new Desk(folder); Derainer derainer = Desk.engine(Desk.LITE).build()) {
            for (Map.Entry<String, Sent> file : files().entrySet()) {
                for (PictureFormat format : PictureFormat.values()) {
                    String kind = file.getKey() + " as " + format;
                    Job job = desk.send(file.getValue().file(), file.getValue().name(), Optional.empty(), 1,
                            Optional.of(format));
                    if (file.getKey().contains("alpha")
                            && (format == PictureFormat.JPEG || format == PictureFormat.BMP)) {
                        JobState.Failed failed = Desk.failed(job);
                        assertEquals(Reason.NO_PICTURE, failed.reason(), kind);
                        assertEquals(job.name() + ": " + format
                                + " cannot keep the transparency; choose a .png, .webp or .tiff.", failed.sentence());
                        continue;
                    }
                    List<String> notes = new ArrayList<>();
                    byte[] expected = command(file.getValue(), format, derainer, notes);
                    Job.Result result = Desk.done(job);
                    assertArrayEquals(expected, Files.readAllBytes(result.file()), kind);
                    assertEquals(notes, result.notes(), kind);
                    assertEquals(format, result.format(), kind);
                }
            }
        }
    }

    @Test
    void strengthsAndModelsAreThoseThatWereAskedFor() throws Exception {
        byte[] png = Desk.png(3);
        List<byte[]> results = new ArrayList<>();
        try (Desk desk = new Desk(folder)) {
            for (String model : List.of(Desk.LITE, Desk.REDUCED, Desk.LITE)) {
                for (double strength : new double[]{0.4, 1, 0, 1.5}) {
                    Job job = desk.send(png, "a.png", Optional.of(model), strength, Optional.empty());
                    byte[] bytes = Files.readAllBytes(Desk.done(job).file());
                    try (Derainer derainer = Desk.engine(model).strength(strength).build()) {
                        assertArrayEquals(command(new Sent(png, "a.png"), PictureFormat.PNG, derainer,
                                new ArrayList<>()), bytes, model + " " + strength);
                    }
                    results.add(bytes);
                }
            }
        }
        long different = results.stream().map(Arrays::hashCode).distinct().count();
        assertEquals(2 * 4 - 1, different, "strength 0 is the picture itself with either model");
    }
}
