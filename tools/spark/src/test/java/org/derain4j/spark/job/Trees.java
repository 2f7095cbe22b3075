package org.derain4j.spark.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.derain4j.pictures.PictureFileException;
import org.derain4j.pictures.PictureWriter;

/** Folders of pictures made by code, and what became of them. */
final class Trees {

    private static final String[] FORMATS = {"png", "jpg", "bmp", "tif", "jpeg"};
    private static final int[] KINDS = {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_GRAY};

    private Trees() {}

    /** Pictures of all formats in folders and folders of folders, of which a number are none, in all the ways of being none. */
    static void pictures(Path folder, int pictures, int broken) throws IOException {
        for (int i = 0; i < pictures; i++) {
            String format = FORMATS[i % FORMATS.length];
            Path file = folder.resolve(i % 3 == 0 ? "street" : "street/%d".formatted(i % 4))
                    .resolve("%03d.%s".formatted(i, format));
            picture(file, 48 + i % 17, 40 + i % 13, i);
            if (i % (pictures / Math.max(broken, 1)) == 1 && broken > 0) {
                spoil(file, i);
            }
        }
    }

    /** Streaks on a gradient, never the same twice. */
    static void picture(Path file, int width, int height, int seed) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, KINDS[seed / 5 % KINDS.length]);
        Random random = new Random(seed);
        Graphics2D graphics = picture.createGraphics();
        for (int y = 0; y < height; y++) {
            int level = 40 + 150 * y / height;
            graphics.setColor(new Color(level, (level + seed) % 256, 255 - level));
            graphics.drawLine(0, y, width, y);
        }
        graphics.setColor(new Color(220, 220, 225));
        for (int i = 0; i < width / 2; i++) {
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            graphics.drawLine(x, y, x + 2, y + 9);
        }
        graphics.dispose();
        Files.createDirectories(file.getParent());
        try {
            new PictureWriter().write(picture, file);
        } catch (PictureFileException e) {
            throw new IOException(e);
        }
    }

    private static void spoil(Path file, int seed) throws IOException {
        byte[] content = Files.readAllBytes(file);
        Files.write(file, switch (seed % 4) {
            case 0 -> new byte[0];
            case 1 -> Arrays.copyOf(content, 20);
            case 2 -> "no picture at all".getBytes(StandardCharsets.US_ASCII);
            default -> new byte[content.length];
        });
    }

    /** All files below a folder, hidden ones, too, by their paths from there. */
    static SortedMap<String, Path> files(Path folder) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        if (Files.exists(folder)) {
            try (Stream<Path> found = Files.walk(folder)) {
                found.filter(Files::isRegularFile)
                        .forEach(file -> files.put(folder.relativize(file).toString(), file));
            }
        }
        return files;
    }

    /** The same files, with the same bytes, and nothing else. */
    static void assertSame(Path expected, Path actual) throws IOException {
        SortedMap<String, Path> files = files(actual);
        assertEquals(String.join("\n", files(expected).keySet()), String.join("\n", files.keySet()));
        for (var entry : files(expected).entrySet()) {
            assertArrayEquals(Files.readAllBytes(entry.getValue()), Files.readAllBytes(files.get(entry.getKey())),
                    entry.getKey());
        }
    }
}
