package org.derain4j.pictures.jpeg;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.stream.ImageInputStream;
import org.derain4j.pictures.format.Codec;
import org.derain4j.pictures.format.Codecs;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.format.Upright;
import org.derain4j.pictures.metadata.Metadata;

/** JPEGs for the tests: read, put together by hand, and taken apart. */
final class Jpegs {

    /** What reading gave. */
    record Read(Parts parts, BufferedImage picture, List<String> notes) {

        Metadata metadata() {
            return parts.metadata();
        }

        Coding.Jpeg coding() {
            return (Coding.Jpeg) parts.coding();
        }
    }

    private Jpegs() {}

    /** A file of the test resources. */
    static byte[] fixture(String name) throws IOException {
        try (InputStream in = Jpegs.class.getResourceAsStream(name + ".jpg")) {
            return in.readAllBytes();
        }
    }

    static Read read(byte[] file) throws IOException {
        return read(file, false);
    }

    static Read read(byte[] file, boolean lenient) throws IOException {
        try (ImageInputStream in = Codecs.stream(file)) {
            Parts parts = new JpegCodec().read(in, lenient);
            List<String> notes = new ArrayList<>(parts.notes());
            return new Read(parts, parts.pixels().decode(new Upright(1), notes::add), notes);
        }
    }

    static byte[] written(BufferedImage picture, Codec.Storing store) throws IOException {
        Path file = Files.createTempFile("derain", ".jpg");
        try {
            new JpegCodec().write(picture, store, file);
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    /** Read and written again, with nothing changed. */
    static byte[] again(byte[] file) throws IOException {
        Read read = read(file);
        return written(read.picture(), new Codec.Storing(read.metadata(), true, read.parts().coding(), 0));
    }

    static BufferedImage colour(int width, int height) {
        return filled(new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR));
    }

    static BufferedImage grey(int width, int height) {
        return filled(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY));
    }

    /** Gradients with grain. */
    private static BufferedImage filled(BufferedImage picture) {
        Random random = new Random(1);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int[] rgb = {(3 * x + random.nextInt(20)) % 256, 5 * y % 256, x * y / 4 % 256};
                picture.getRaster().setPixel(x, y, rgb);
            }
        }
        return picture;
    }

    /** All samples, pixel by pixel. */
    static byte[] samples(BufferedImage picture) {
        int[] all = picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
        byte[] bytes = new byte[all.length];
        for (int i = 0; i < all.length; i++) {
            bytes[i] = (byte) all[i];
        }
        return bytes;
    }

    static String crc(BufferedImage picture) {
        CRC32 crc = new CRC32();
        crc.update(samples(picture));
        return "%08x".formatted(crc.getValue());
    }

    static byte[] segment(int marker, Object... content) {
        byte[] bytes = bytes(content);
        return bytes(0xFF, marker, (bytes.length + 2) >> 8, bytes.length + 2 & 0xFF, bytes);
    }

    /** Numbers are a byte each, texts Latin 1. */
    static byte[] bytes(Object... content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : content) {
            switch (part) {
                case Integer number -> out.write(number);
                case String text -> out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
                case byte[] some -> out.writeBytes(some);
                default -> throw new IllegalArgumentException(part.toString());
            }
        }
        return out.toByteArray();
    }

    /** The file with more segments behind its first two bytes. */
    static byte[] with(byte[] file, byte[]... segments) {
        return bytes(head(file, 2), bytes((Object[]) segments), tail(file, 2));
    }

    static byte[] head(byte[] file, int count) {
        return Arrays.copyOf(file, count);
    }

    static byte[] tail(byte[] file, int from) {
        return Arrays.copyOfRange(file, from, file.length);
    }

    /** Noise that cannot be mistaken for anything. */
    static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        return noise;
    }

    static List<JpegSegment> segments(byte[] file) throws IOException {
        return new JpegSegments(file).all();
    }

    /** Where the last segment of that kind begins, at its marker. */
    static int find(byte[] file, int marker) throws IOException {
        return segments(file).stream().filter(s -> s.marker() == marker).mapToInt(s -> s.offset() - 4).max()
                .orElseThrow();
    }

    /** A profile of nothing but a header, as far as it is looked at. */
    static byte[] profile(String space, int length) {
        return ByteBuffer.allocate(length).putInt(0, length).put(16, bytes(space)).put(36, bytes("acsp")).array();
    }
}
