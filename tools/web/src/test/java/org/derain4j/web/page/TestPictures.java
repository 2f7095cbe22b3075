package org.derain4j.web.page;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import javax.imageio.ImageIO;
import org.derain4j.pictures.PictureFile;
import org.derain4j.pictures.PictureReader;

/** Pictures to put into pages. */
final class TestPictures {

    private TestPictures() {}

    /** Noise, which takes many bytes. */
    static BufferedImage noise(int width, int height, int type, long seed) {
        BufferedImage picture = new BufferedImage(width, height, type);
        Random random = new Random(seed);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, random.nextInt());
            }
        }
        return picture;
    }

    /** Of one colour. */
    static BufferedImage plain(int width, int height, int argb) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_4BYTE_ABGR);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, argb);
            }
        }
        return picture;
    }

    static PictureFile read(BufferedImage picture, Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "picture", ".png");
        ImageIO.write(picture, "png", file.toFile());
        return new PictureReader().read(file);
    }

    static Side side(String name, BufferedImage picture, Path folder) throws IOException {
        return new Side(name, OptionalLong.of(1234), picture, read(picture, folder), Optional.empty());
    }

    static BufferedImage decoded(byte[] bytes) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    /** A JPEG with a description in its EXIF, and a profile. */
    static Path tellingJpeg(BufferedImage picture, String description, Path folder) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpg", plain);
        byte[] text = (description + "\0").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer exif = ByteBuffer.allocate(6 + 26 + text.length).put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        exif.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8).putShort((short) 1);
        exif.putShort((short) 270).putShort((short) 2).putInt(text.length).putInt(26).putInt(0).put(text);
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        ByteBuffer icc = ByteBuffer.allocate(14 + profile.length);
        icc.put("ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 1).put(profile);
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        jpeg.write(plain.toByteArray(), 0, 2);
        segment(0xE1, exif.array(), jpeg);
        segment(0xE2, icc.array(), jpeg);
        jpeg.write(plain.toByteArray(), 2, plain.size() - 2);
        return Files.write(folder.resolve("telling.jpg"), jpeg.toByteArray());
    }

    private static void segment(int marker, byte[] content, ByteArrayOutputStream to) {
        to.write(0xFF);
        to.write(marker);
        to.write((content.length + 2) >> 8);
        to.write(content.length + 2);
        to.writeBytes(content);
    }

    static boolean contains(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
    }
}
