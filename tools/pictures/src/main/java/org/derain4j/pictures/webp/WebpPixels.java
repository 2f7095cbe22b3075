package org.derain4j.pictures.webp;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.format.Upright;

/**
 * The pixels of a WebP, not yet decoded.
 *
 * @param frame   its chunks
 * @param lenient whether to take what can be decoded
 */
record WebpPixels(WebpFrame frame, boolean lenient) implements Parts.Pixels {

    private static final String CUT_SHORT = "it ends too early";
    /** VP8's own header, after which its first partition begins. */
    private static final int HEADER = 10;

    /** Refuses, before anything is decoded, pixels that are not all there. */
    void requireWhole() throws DamagedException {
        ByteBuffer content = frame.pixels().content();
        boolean tooShort = !frame.lossless() && HEADER + ((content.getInt(0) & 0xFFFFFF) >>> 5) > content.limit();
        if (!lenient && (tooShort || frame.isCutShort())) {
            throw DamagedException.cutShort(CUT_SHORT, null);
        }
    }

    @Override
    public BufferedImage decode(Upright place, Consumer<String> notes) throws IOException {
        BufferedImage colours = colours(notes);
        if (frame.alpha().isEmpty()) {
            return colours;
        }
        BufferedImage picture = place.blank(frame.width(), frame.height(), false, true, false);
        WritableRaster raster = picture.getRaster();
        raster.createWritableChild(0, 0, frame.width(), frame.height(), 0, 0, new int[]{0, 1, 2})
                .setRect(colours.getRaster());
        byte[] alpha = alpha(notes);
        int[] row = new int[frame.width()];
        for (int y = 0; y < frame.height(); y++) {
            for (int x = 0; x < row.length; x++) {
                row[x] = alpha[y * row.length + x] & 0xFF;
            }
            raster.setSamples(0, y, row.length, 1, 3, row);
        }
        return picture;
    }

    private BufferedImage colours(Consumer<String> notes) throws DamagedException {
        WebpChunk pixels = frame.pixels();
        long count = (long) frame.width() * frame.height();
        int missing = (int) Math.min(pixels.missing(), count);
        if (missing > 0) {
            notes.accept(CUT_SHORT + "; what could be decoded is taken.");
        }
        try {
            return WebpDecoder.decode(pixels.name(), count, List.of(pixels.content(), ByteBuffer.allocate(missing)));
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private byte[] alpha(Consumer<String> notes) throws DamagedException {
        try {
            return WebpAlpha.samples(frame.alpha().orElseThrow().content(), frame.width(), frame.height());
        } catch (IOException | RuntimeException e) {
            DamagedException damaged = damaged(e);
            if (!lenient) {
                throw damaged;
            }
            notes.accept("its transparency is left out (" + damaged.getMessage() + ").");
            byte[] opaque = new byte[frame.width() * frame.height()];
            Arrays.fill(opaque, (byte) 0xFF);
            return opaque;
        }
    }

    /** The decoder meets broken data with exceptions of any kind. */
    private static DamagedException damaged(Exception e) {
        return switch (e) {
            case DamagedException d -> d;
            case EOFException eof -> DamagedException.cutShort(CUT_SHORT, eof);
            // Rare kinds of whole files, too: libwebp reads a few that TwelveMonkeys does not.
            default -> DamagedException.broken("its pixels cannot be decoded: "
                    + Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName())
                    + "; where dwebp IN -o OUT.png can, take that", e);
        };
    }
}
