package org.derain4j.web.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** What is no picture, and pictures that claim to be huge, or are: small files all of them. */
final class Bombs {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private Bombs() {}

    static List<Sample> all() throws IOException {
        return List.of(bomb("empty.png", new byte[0]),
                bomb("text.jpg", ascii("This is no picture, whatever its name.")),
                bomb("page.png", ascii("<!DOCTYPE html><script>alert(1)</script>")),
                bomb("animation.gif", ascii("GIF89a\1\0\1\0\0\0\0;")), bomb("signature.png", PNG),
                bomb("start.jpg", new byte[]{(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0}),
                bomb("drawing.svg",
                        ascii("<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>")),
                bomb("film.mp4", ascii("\0\0\0\30ftypmp42\0\0\0\0mp42isom")),
                bomb("largest.png", png(Integer.MAX_VALUE, Integer.MAX_VALUE, 8, 0)),
                bomb("claims.png", png(60_000, 60_000, 8, 100)), bomb("nought.png", png(0, 10, 8, 10)),
                bomb("deflated.png", png(30_000, 30_000, 1, 30_000 * 3_751)), bomb("claims.jpg", jpeg()),
                bomb("claims.bmp", bmp(Integer.MAX_VALUE, Integer.MIN_VALUE)), bomb("fits.bmp", bmp(40_000, 40_000)),
                bomb("claims.tif", tiff()), bomb("claims.webp", webp()));
    }

    private static Sample bomb(String name, byte[] bytes) {
        return new Sample(name, "bomb", bytes, Optional.empty(), 1, new Sample.Expected.Refusal());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Grey, with so many bytes of black behind the header. */
    private static byte[] png(int width, int height, int bits, int black) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(PNG);
        chunk(out, "IHDR",
                ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) bits).array());
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (OutputStream deflated = new DeflaterOutputStream(data)) {
            byte[] zeros = new byte[1 << 16];
            for (int left = black; left > 0; left -= zeros.length) {
                deflated.write(zeros, 0, Math.min(left, zeros.length));
            }
        }
        chunk(out, "IDAT", data.toByteArray());
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(OutputStream out, String type, byte[] data) throws IOException {
        byte[] name = ascii(type);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.write(ByteBuffer.allocate(4).putInt(data.length).array());
        out.write(name);
        out.write(data);
        out.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    private static byte[] jpeg() {
        return ByteBuffer.allocate(200).putShort((short) 0xFFD8).putShort((short) 0xFFC0).putShort((short) 17)
                .put((byte) 8)
                .putShort((short) 0xFFFF).putShort((short) 0xFFFF).put((byte) 3)
                .put(new byte[]{1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0}).putShort((short) 0xFFDA).putShort((short) 12)
                .put(new byte[]{3, 1, 0, 2, 0, 3, 0, 0, 63, 0}).array();
    }

    private static byte[] bmp(int width, int height) {
        return ByteBuffer.allocate(300).order(ByteOrder.LITTLE_ENDIAN).put(ascii("BM")).putInt(300).putInt(0).putInt(54)
                .putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) 24).array();
    }

    private static byte[] tiff() {
        ByteBuffer bytes = ByteBuffer.allocate(300).order(ByteOrder.LITTLE_ENDIAN).put(ascii("II*\0")).putInt(8)
                .putShort((short) 9);
        long[][] fields = {{256, 0xFFFF_FFF0L}, {257, 0xFFFF_FFF0L}, {258, 8}, {259, 1}, {262, 1}, {273, 200}, {277, 1},
            {278, 0xFFFF_FFF0L}, {279, 0xFFFF_FFFFL}};
        for (long[] field : fields) {
            bytes.putShort((short) field[0]).putShort((short) 4).putInt(1).putInt((int) field[1]);
        }
        return bytes.array();
    }

    /** The extended header alone says 16,777,216 squared. */
    private static byte[] webp() {
        return ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN).put(ascii("RIFF")).putInt(92)
                .put(ascii("WEBPVP8X"))
                .putInt(10).putInt(0).put(new byte[]{-1, -1, -1, -1, -1, -1}).put(ascii("VP8 ")).putInt(60).array();
    }
}
