package org.derain4j.spark.job;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small pictures, each another one, with and without rain. */
final class Scenery {

    private Scenery() {}

    /** A few coloured shapes. */
    static BufferedImage dry(int seed, int width, int height) {
        Random random = new Random(seed);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D brush = picture.createGraphics();
        for (int i = 0; i < 12; i++) {
            brush.setColor(new Color(random.nextInt(1 << 24)));
            brush.fillOval(random.nextInt(width) - 10, random.nextInt(height) - 10, random.nextInt(width),
                    random.nextInt(height));
        }
        brush.dispose();
        return picture;
    }

    /** The same in the rain. */
    static BufferedImage rainy(int seed, int width, int height) {
        BufferedImage picture = dry(seed, width, height);
        Random random = new Random(seed);
        Graphics2D brush = picture.createGraphics();
        for (int i = 0; i < 20; i++) {
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            brush.setColor(new Color(230, 230, 235));
            brush.drawLine(x, y, x + 2, y + 9);
        }
        brush.dispose();
        return picture;
    }

    /** Saves it as the file's ending says, with the folders that it needs. */
    static Path save(BufferedImage picture, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        String name = file.getFileName().toString();
        if (!ImageIO.write(picture, name.substring(name.lastIndexOf('.') + 1), file.toFile())) {
            throw new IOException("nothing writes " + file);
        }
        return file;
    }
}
