package org.derain4j.spark.job;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.derain4j.pictures.PictureWriter;

/** Folders of small pictures for the tests, and what is in them. */
final class Tree {

    private Tree() {}

    /** Makes one picture, another one for each name, in the format that the name says. */
    static Path picture(Path folder, String name) throws IOException {
        return picture(folder, name, 64, 48);
    }

    static Path picture(Path folder, String name, int width, int height) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = picture.createGraphics();
        Random random = new Random(name.hashCode());
        for (int i = 0; i < 12; i++) {
            g.setColor(new Color(random.nextInt(1 << 24)));
            g.fillRect(random.nextInt(width), random.nextInt(height), width / 3, height / 3);
        }
        g.setColor(Color.WHITE);
        for (int x = 0; x < width; x += 9) {
            g.drawLine(x, 0, x + 6, 20);
        }
        g.dispose();
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        new PictureWriter().write(picture, file);
        return file;
    }

    static Path text(Path folder, String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    /** All files by their names below a folder, with their bytes. */
    static SortedMap<String, String> of(Path folder) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                files.put(folder.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return files;
    }
}
