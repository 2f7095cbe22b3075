package org.derain4j.pictures.webp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.derain4j.pictures.format.PngMaker;

/** Puts WebPs together from chunks; pixels are those of the files of the test resources, 40 x 24. */
public final class WebpMaker {

    public static final int WIDTH = 40;
    public static final int HEIGHT = 24;

    private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();

    public static byte[] fixture(String name) throws IOException {
        try (InputStream in = WebpMaker.class.getResourceAsStream("/org/derain4j/pictures/webp/" + name)) {
            return in.readAllBytes();
        }
    }

    /** The content of a file's chunk. */
    public static byte[] content(byte[] webp, String name) throws IOException {
        return WebpFile.of(webp).named(name).findFirst().orElseThrow().bytes();
    }

    /** Red, green, blue and alpha of the pictures. */
    public static int level(int x, int y, int band) {
        return new int[]{6 * x, 10 * y, 3 * (x + y), 255 - 6 * x}[band];
    }

    public static WebpMaker extended(int flags, int width, int height) {
        return new WebpMaker().chunk("VP8X", ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putInt(flags)
                .put(three(width - 1)).put(three(height - 1)).array());
    }

    public static byte[] three(int value) {
        return new byte[]{(byte) value, (byte) (value >> 8), (byte) (value >> 16)};
    }

    /** A frame of the lossless picture. */
    public static byte[] frame(int x, int y, int width, int height, byte[] pixels) {
        return PngMaker.joined(three(x / 2), three(y / 2), three(width - 1), three(height - 1), three(100), new byte[1],
                framed("VP8L", pixels));
    }

    public static byte[] framed(String name, byte[] content) {
        return ByteBuffer.allocate(8 + content.length + content.length % 2).order(ByteOrder.LITTLE_ENDIAN)
                .put(PngMaker.latin(name)).putInt(content.length).put(content).array();
    }

    public WebpMaker chunk(String name, byte[] content) {
        return bytes(framed(name, content));
    }

    public WebpMaker chunk(String name, String content) {
        return chunk(name, PngMaker.latin(content));
    }

    public WebpMaker bytes(byte... more) {
        chunks.writeBytes(more);
        return this;
    }

    public WebpMaker lossless() throws IOException {
        return chunk("VP8L", content(fixture("lossless.webp"), "VP8L"));
    }

    public WebpMaker lossy() throws IOException {
        return chunk("VP8 ", content(fixture("lossy.webp"), "VP8 "));
    }

    public byte[] end() {
        return end(chunks.size() + 4);
    }

    /** With another size in its header. */
    public byte[] end(int size) {
        return PngMaker.joined(ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).put(PngMaker.latin("RIFF"))
                .putInt(size).put(PngMaker.latin("WEBP")).array(), chunks.toByteArray());
    }
}
