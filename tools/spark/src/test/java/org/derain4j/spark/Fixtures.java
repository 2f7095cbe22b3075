package org.derain4j.spark;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.derain4j.cli.models.ConvertCommand;
import org.derain4j.pictures.PictureWriter;
import picocli.CommandLine;

/** Pictures and weights that tests need, made when they are needed. */
public final class Fixtures {

    private Fixtures() {}

    /** Hills and streaks, others for each seed; of a type of BufferedImage. */
    public static BufferedImage picture(int width, int height, int type, int seed) {
        BufferedImage picture = new BufferedImage(width, height, type);
        Random random = new Random(seed);
        Graphics2D graphics = picture.createGraphics();
        for (int i = 0; i < 60; i++) {
            graphics.setColor(new Color(random.nextInt(1 << 24)));
            graphics.fillOval(random.nextInt(width), random.nextInt(height), width / 5, height / 4);
        }
        graphics.setColor(new Color(230, 230, 230));
        for (int i = 0; i < 40; i++) {
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            graphics.drawLine(x, y, x + 2, y + 9);
        }
        graphics.dispose();
        return picture;
    }

    /** One picture of every kind that takes a way of its own; 11 files. */
    public static void everyKind(Path folder) throws IOException {
        PictureWriter writer = new PictureWriter();
        for (String name : new String[]{"a.png", "b.jpg", "c.bmp", "d.webp", "e.tiff"}) {
            writer.write(picture(64, 48, BufferedImage.TYPE_3BYTE_BGR, name.charAt(0)), folder.resolve(name));
        }
        ImageIO.write(picture(50, 40, BufferedImage.TYPE_USHORT_GRAY, 6), "png", folder.resolve("f16.png").toFile());
        ImageIO.write(picture(50, 41, BufferedImage.TYPE_USHORT_GRAY, 7), "tiff", folder.resolve("g16.tiff").toFile());
        BufferedImage glass = picture(40, 30, BufferedImage.TYPE_4BYTE_ABGR, 8);
        glass.setRGB(3, 4, 0x40808080);
        ImageIO.write(glass, "png", folder.resolve("h alpha.png").toFile());
        ImageIO.write(picture(45, 33, BufferedImage.TYPE_BYTE_INDEXED, 9), "png",
                folder.resolve("i-palette.png").toFile());
        ImageIO.write(picture(45, 35, BufferedImage.TYPE_BYTE_GRAY, 10), "png", folder.resolve("j-grey.png").toFile());
        Files.write(folder.resolve("k-turned.jpg"), turned(Files.readAllBytes(folder.resolve("b.jpg"))));
    }

    /** The same JPEG, said to lie on its side, by EXIF. */
    private static byte[] turned(byte[] jpeg) {
        byte[] exif = {(byte) 0xFF, (byte) 0xE1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, // APP1 and its length
            'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(exif);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    /** Pictures that cannot be derained; 4 files. */
    public static void broken(Path folder) throws IOException {
        Path whole = folder.resolve("whole.png");
        new PictureWriter().write(picture(64, 48, BufferedImage.TYPE_3BYTE_BGR, 1), whole);
        byte[] bytes = Files.readAllBytes(whole);
        Files.delete(whole);
        Files.write(folder.resolve("cut.png"), Arrays.copyOf(bytes, bytes.length / 2));
        Files.write(folder.resolve("empty.png"), new byte[0]);
        Files.writeString(folder.resolve("text.jpg"), "no picture", StandardCharsets.UTF_8);
        ImageIO.write(new BufferedImage(20_000, 20_000, BufferedImage.TYPE_BYTE_BINARY), "png",
                folder.resolve("huge.png").toFile());
    }

    /** Other weights than the embedded ones, which take next to no time. */
    public static Path tinyWeights(Path folder) {
        Path file = folder.resolve("tiny.safetensors");
        Path checkpoint = Path.of(System.getProperty("derain4j.root"), "engine/src/test/resources/tiny_generator/tiny");
        int code = new CommandLine(new ConvertCommand()).setOut(new PrintWriter(Writer.nullWriter()))
                .execute(Stream.of(checkpoint, "-o", file).map(Object::toString).toArray(String[]::new));
        if (code != 0) {
            throw new AssertionError("convert has ended with " + code);
        }
        return file;
    }
}
