package org.derain4j.pictures.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Makes PNGs of every kind, byte by byte; all rows of a picture are filtered, each in another way. */
public final class PngMaker {

    public static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    /** What is stored at a place. */
    @FunctionalInterface
    public interface Samples {

        int at(int x, int y, int channel);
    }

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final int width;
    private final int height;
    private final int depth;
    private final int colour;
    private final boolean interlaced;

    public PngMaker(int width, int height, int depth, int colour, boolean interlaced) {
        this.width = width;
        this.height = height;
        this.depth = depth;
        this.colour = colour;
        this.interlaced = interlaced;
        file.writeBytes(SIGNATURE);
        chunk("IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) depth).put((byte) colour)
                .put((byte) 0).put((byte) 0).put((byte) (interlaced ? 1 : 0)).array());
    }

    /** Of 8 bits and all of one colour; with everything but IEND. */
    public static PngMaker plain(int colour) {
        return new PngMaker(5, 4, 8, colour, false);
    }

    public PngMaker chunk(String name, byte[] content) {
        file.writeBytes(framed(name, content));
        return this;
    }

    public PngMaker chunk(String name, int... content) {
        byte[] bytes = new byte[content.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) content[i];
        }
        return chunk(name, bytes);
    }

    public PngMaker text(String name, String head, byte[] rest) {
        return chunk(name, joined(latin(head), rest));
    }

    public PngMaker bytes(byte... more) {
        file.writeBytes(more);
        return this;
    }

    /** With a checksum that is wrong. */
    public PngMaker broken(String name, byte[] content) {
        byte[] chunk = framed(name, content);
        chunk[chunk.length - 1] ^= 1;
        return bytes(chunk);
    }

    public PngMaker pixels(Samples samples) {
        return chunk("IDAT", deflated(rows(samples)));
    }

    public PngMaker pixels() {
        return pixels((x, y, c) -> 40 * x + 10 * y + c);
    }

    public byte[] end() {
        return chunk("IEND").file.toByteArray();
    }

    public byte[] open() {
        return file.toByteArray();
    }

    public static byte[] framed(String name, byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(latin(name));
        sum.update(content);
        return ByteBuffer.allocate(content.length + 12).putInt(content.length).put(latin(name)).put(content)
                .putInt((int) sum.getValue()).array();
    }

    public static byte[] deflated(byte[] raw) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out, new Deflater(6))) {
            deflater.write(raw);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    public static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** All passes, filtered, not deflated. */
    public byte[] rows(Samples samples) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        if (!interlaced) {
            pass(samples, 0, 0, 1, 1, all);
            return all.toByteArray();
        }
        pass(samples, 0, 0, 8, 8, all);
        pass(samples, 4, 0, 8, 8, all);
        pass(samples, 0, 4, 4, 8, all);
        pass(samples, 2, 0, 4, 4, all);
        pass(samples, 0, 2, 2, 4, all);
        pass(samples, 1, 0, 2, 2, all);
        pass(samples, 0, 1, 1, 2, all);
        return all.toByteArray();
    }

    private void pass(Samples samples, int x0, int y0, int dx, int dy, ByteArrayOutputStream to) {
        int columns = Math.ceilDiv(width - x0, dx);
        if (columns <= 0) {
            return;
        }
        int channels = new int[]{1, 0, 3, 1, 2, 0, 4}[colour];
        int rowBytes = Math.ceilDiv(columns * channels * depth, 8);
        byte[] above = new byte[rowBytes];
        for (int y = y0; y < height; y += dy) {
            byte[] row = new byte[rowBytes];
            for (int i = 0; i < columns * channels; i++) {
                int sample = samples.at(x0 + i / channels * dx, y, i % channels) & (1 << depth) - 1;
                if (depth == 16) {
                    row[2 * i] = (byte) (sample >> 8);
                    row[2 * i + 1] = (byte) sample;
                } else {
                    row[i * depth / 8] |= (byte) (sample << 8 - depth - i * depth % 8);
                }
            }
            to.write(y % 5);
            to.writeBytes(filtered(row, above, y % 5, Math.max(1, channels * depth / 8)));
            above = row;
        }
    }

    private static byte[] filtered(byte[] row, byte[] above, int filter, int step) {
        byte[] out = row.clone();
        for (int i = 0; i < row.length; i++) {
            int a = i < step ? 0 : row[i - step] & 255;
            int b = above[i] & 255;
            int c = i < step ? 0 : above[i - step] & 255;
            out[i] -= (byte) switch (filter) {
                case 0 -> 0;
                case 1 -> a;
                case 2 -> b;
                case 3 -> (a + b) / 2;
                default -> nearest(a, b, c);
            };
        }
        return out;
    }

    private static int nearest(int a, int b, int c) {
        int p = a + b - c;
        int[] all = {a, b, c};
        return Arrays.stream(all).reduce((l, r) -> Math.abs(p - r) < Math.abs(p - l) ? r : l).getAsInt();
    }
}
