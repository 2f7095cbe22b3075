package org.derain4j.pictures.webp;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.UnsupportedException;

/**
 * The chunks of one picture: the only one of a file, or a frame.
 *
 * @param width    columns
 * @param height   rows
 * @param lossless VP8L, not VP8
 * @param pixels   the chunk
 * @param alpha    of VP8
 */
record WebpFrame(int width, int height, boolean lossless, WebpChunk pixels, Optional<WebpChunk> alpha) {

    private static final int LOSSLESS_MARK = 0x2F;
    private static final int SIZE = 0x3FFF;

    static WebpFrame of(List<WebpChunk> chunks) throws DamagedException, UnsupportedException {
        WebpChunk pixels = chunks.stream().filter(c -> c.name().equals("VP8 ") || c.name().equals("VP8L")).findFirst()
                .orElseThrow(() -> DamagedException.broken("it has no pixels", null));
        ByteBuffer content = pixels.content();
        boolean lossless = pixels.name().equals("VP8L");
        if (content.limit() < (lossless ? 5 : 10)) {
            throw DamagedException.broken("its pixels have no header", null);
        }
        if (lossless) {
            int sizes = content.getInt(1);
            if (content.get(0) != LOSSLESS_MARK || sizes >>> 29 != 0) {
                throw DamagedException.broken("its pixels' header is no WebP's", null);
            }
            return new WebpFrame((sizes & SIZE) + 1, (sizes >>> 14 & SIZE) + 1, true, pixels, Optional.empty());
        }
        int width = content.getShort(6) & SIZE;
        int height = content.getShort(8) & SIZE;
        if ((content.get(0) & 1) != 0 || (content.getInt(3) & 0xFFFFFF) != 0x2A019D || width == 0 || height == 0) {
            throw DamagedException.broken("its pixels' header is no WebP's", null);
        }
        return new WebpFrame(width, height, false, pixels,
                chunks.stream().filter(c -> c.name().equals("ALPH") && c.content().limit() > 1).findFirst());
    }

    void requireSize(int otherWidth, int otherHeight) throws DamagedException {
        if (width != otherWidth || height != otherHeight) {
            throw DamagedException.broken("its header says %d x %d pixels, the pixels' own says %d x %d"
                    .formatted(otherWidth, otherHeight, width, height), null);
        }
    }

    boolean isCutShort() {
        return pixels.missing() > 0 || alpha.filter(a -> a.missing() > 0).isPresent();
    }
}
