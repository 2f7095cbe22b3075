package org.derain4j.pictures.webp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.FrameOnCanvas;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.format.UnsupportedException;

/**
 * A WebP taken apart.
 *
 * @param chunks   all of them, in their order
 * @param trailing bytes after its end, as it is stated
 */
record WebpFile(List<WebpChunk> chunks, long trailing) {

    private static final int HEAD = 12;
    private static final int RIFF = 0x46464952;
    private static final int WEBP = 0x50424557;
    private static final int EXTENDED = 10;
    private static final int FRAME = 16;

    static WebpFile of(byte[] file) throws DamagedException {
        ByteBuffer all = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < HEAD || all.getInt(0) != RIFF || all.getInt(8) != WEBP) {
            throw DamagedException.broken("its first bytes are not a WebP's", null);
        }
        long end = WebpChunk.HEAD + Integer.toUnsignedLong(all.getInt(4));
        List<WebpChunk> chunks = WebpChunk.walk(all.slice(HEAD, file.length - HEAD),
                (int) Math.min(end, file.length) - HEAD);
        return new WebpFile(chunks, Math.max(0, file.length - end));
    }

    /** Those of a kind, cut short or not. */
    Stream<WebpChunk> named(String name) {
        return chunks.stream().filter(c -> c.name().equals(name));
    }

    /** Columns and rows as the extended header states them; empty if there is none. */
    Optional<int[]> canvas() {
        return named("VP8X").filter(c -> c.content().limit() >= EXTENDED).findFirst()
                .map(c -> new int[]{1 + (c.content().getInt(4) & 0xFFFFFF), 1 + (c.content().getInt(6) >>> 8)});
    }

    int frames() {
        return (int) named("ANMF").count();
    }

    /** The pixels, of an animation its first frame. */
    Parts.Pixels pixels(int[] canvas, boolean lenient) throws DamagedException, UnsupportedException {
        Optional<WebpChunk> first = named("ANMF").findFirst();
        if (first.isEmpty()) {
            WebpPixels pixels = new WebpPixels(frame(), lenient);
            pixels.frame().requireSize(canvas[0], canvas[1]);
            pixels.requireWhole();
            return pixels;
        }
        ByteBuffer content = first.get().content();
        WebpFrame frame = frame();
        int x = 2 * (content.getInt(0) & 0xFFFFFF);
        int y = 2 * (content.getInt(2) >>> 8);
        frame.requireSize(1 + (content.getInt(6) & 0xFFFFFF), 1 + (content.getInt(8) >>> 8));
        if (!FrameOnCanvas.fits(canvas[0], canvas[1], x, y, frame.width(), frame.height())) {
            throw DamagedException.broken("its first frame reaches out of the picture", null);
        }
        WebpPixels pixels = new WebpPixels(frame, lenient);
        pixels.requireWhole();
        return new FrameOnCanvas(canvas[0], canvas[1], x, y, pixels);
    }

    /** The chunks of the picture or of the first frame. */
    WebpFrame frame() throws DamagedException, UnsupportedException {
        Optional<WebpChunk> first = named("ANMF").findFirst();
        if (first.isEmpty()) {
            return WebpFrame.of(chunks);
        }
        ByteBuffer content = first.get().content();
        if (content.limit() < FRAME) {
            throw DamagedException.broken("its first frame has no header", null);
        }
        ByteBuffer within = content.slice(FRAME, content.limit() - FRAME);
        return WebpFrame.of(WebpChunk.walk(within, within.limit()));
    }
}
