package org.derain4j.pictures.webp;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.derain4j.pictures.format.DamagedException;

/** The chunk ALPH: plain, or as the green of a VP8L without its header; each sample less what its neighbours let expect. */
final class WebpAlpha {

    private static final int GREEN = 1;

    private WebpAlpha() {}

    /** All samples, row by row. */
    static byte[] samples(ByteBuffer chunk, int width, int height) throws IOException {
        int head = chunk.get(0);
        ByteBuffer data = chunk.slice(1, chunk.limit() - 1);
        byte[] samples = new byte[width * height];
        switch (head & 3) {
            case 0 -> {
                if (data.limit() < samples.length) {
                    throw DamagedException.cutShort("its alpha ends too early", null);
                }
                data.get(0, samples);
            }
            case 1 -> {
                ByteBuffer header = ByteBuffer.allocate(5).order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x2F)
                        .putInt(width - 1 | height - 1 << 14).flip();
                BufferedImage green = WebpDecoder.decode("VP8L", samples.length, List.of(header, data));
                Raster raster = green.getRaster();
                int[] row = new int[width];
                for (int y = 0; y < height; y++) {
                    raster.getSamples(0, y, width, 1, GREEN, row);
                    for (int x = 0; x < width; x++) {
                        samples[y * width + x] = (byte) row[x];
                    }
                }
            }
            default -> throw DamagedException.broken("its alpha is compressed in a way that no WebP has", null);
        }
        unfilter(samples, width, head >> 2 & 3);
        return samples;
    }

    private static void unfilter(byte[] samples, int width, int filter) {
        if (filter == 0) {
            return;
        }
        for (int i = 1; i < samples.length; i++) {
            int x = i % width;
            int left = x > 0 ? samples[i - 1] & 0xFF : 0;
            int above = i >= width ? samples[i - width] & 0xFF : left;
            if (x == 0) {
                left = above;
            }
            samples[i] += (byte) switch (filter) {
                case 1 -> left;
                case 2 -> above;
                default -> x == 0 || i < width
                        ? left
                        : Math.clamp(left + above - (samples[i - width - 1] & 0xFF), 0, 0xFF);
            };
        }
    }
}
