package org.derain4j.pictures.png;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.util.Arrays;
import java.util.Optional;
import org.derain4j.pictures.format.Upright;

/**
 * Puts rows, as they are stored, into a picture: few bits become 8, palettes RGB, a colour that stands for nothing transparent.
 */
final class PngSamples {

    /** Pixels of which one band is put after the other: few enough that the first-level cache holds them where rows lie as columns. */
    private static final int BLOCK = 256;

    private final PngHeader header;
    private final Optional<byte[]> palette;
    private final int[] key;
    private final BufferedImage picture;
    private final byte[] bytes;
    private final short[] shorts;
    private final int[] offsets;
    private final int pixelStride;
    private final int rowStride;
    private final int[] pixel = new int[4];

    /**
     * Into a new picture.
     *
     * @param header  how the rows are stored
     * @param palette red, green, blue of each index; there where the header says so
     * @param tRNS    the chunk, if there is one
     * @param place   has the picture
     */
    PngSamples(PngHeader header, Optional<byte[]> palette, Optional<byte[]> tRNS, Upright place) {
        this.header = header;
        boolean indexed = header.colour() == PngHeader.PALETTE;
        this.palette = palette.filter(_ -> indexed).map(p -> entries(p, tRNS.orElse(new byte[0])));
        key = !indexed && !header.hasAlpha() ? tRNS.map(this::key).orElse(null) : null;
        boolean alpha = header.hasAlpha() || key != null || indexed && tRNS.isPresent();
        picture = place.blank(header.width(), header.height(), header.isGrey(), alpha, header.depth() == 16);
        var data = picture.getRaster().getDataBuffer();
        bytes = data instanceof DataBufferByte b ? b.getData() : null;
        shorts = data instanceof DataBufferUShort s ? s.getData() : null;
        var model = (ComponentSampleModel) picture.getSampleModel();
        offsets = model.getBandOffsets();
        pixelStride = model.getPixelStride();
        rowStride = model.getScanlineStride();
    }

    BufferedImage picture() {
        return picture;
    }

    /** Four bytes for each index there can be; what lies beyond the palette is black and opaque, as libpng has it. */
    private static byte[] entries(byte[] palette, byte[] alphas) {
        byte[] entries = new byte[256 * 4];
        for (int i = 0; i < 256; i++) {
            if (i < palette.length / 3) {
                System.arraycopy(palette, 3 * i, entries, 4 * i, 3);
            }
            entries[4 * i + 3] = i < alphas.length ? alphas[i] : (byte) 0xFF;
        }
        return entries;
    }

    /** Of each sample only as many bits count as it has. */
    private int[] key(byte[] tRNS) {
        if (tRNS.length != 2 * header.channels()) {
            return null;
        }
        int[] samples = new int[header.channels()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = ((tRNS[2 * i] & 0xFF) << 8 | tRNS[2 * i + 1] & 0xFF) & (1 << header.depth()) - 1;
        }
        return samples;
    }

    /**
     * Puts a row.
     *
     * @param row   a filter's number, then the samples
     * @param count of pixels
     * @param x     where the first of them goes
     * @param step  from one to the next
     * @param y     where the row goes
     */
    void put(byte[] row, int count, int x, int step, int y) {
        int to = y * rowStride + x * pixelStride;
        int stride = step * pixelStride;
        if (header.depth() < 8 || palette.isPresent() || key != null) {
            putChanged(row, count, to, stride);
            return;
        }
        for (int first = 0; first < count; first += BLOCK) {
            putBlock(row, first, Math.min(count, first + BLOCK), to, stride);
        }
    }

    private void putBlock(byte[] row, int first, int end, int to, int stride) {
        int channels = header.channels();
        for (int c = 0; c < channels; c++) {
            int at = to + first * stride + offsets[c];
            if (bytes != null) {
                for (int i = first, from = 1 + c + first * channels; i < end; i++, from += channels, at += stride) {
                    bytes[at] = row[from];
                }
            } else {
                for (int i = first, from = 1 + 2 * (c + first * channels); i < end; i++, from += 2
                        * channels, at += stride) {
                    shorts[at] = (short) (row[from] << 8 | row[from + 1] & 0xFF);
                }
            }
        }
    }

    private void putChanged(byte[] row, int count, int to, int stride) {
        int channels = header.channels();
        int most = (1 << header.depth()) - 1;
        for (int i = 0, at = to; i < count; i++, at += stride) {
            for (int c = 0; c < channels; c++) {
                pixel[c] = sample(row, i * channels + c);
            }
            if (palette.isPresent()) {
                int entry = 4 * pixel[0];
                for (int c = 0; c < 4; c++) {
                    pixel[c] = palette.get()[entry + c];
                }
            } else {
                int alpha = key != null && Arrays.equals(pixel, 0, channels, key, 0, channels) ? 0 : 0xFFFF;
                if (most < 0xFF) {
                    pixel[0] *= 0xFF / most;
                }
                pixel[channels] = alpha;
            }
            for (int c = 0; c < offsets.length; c++) {
                if (bytes != null) {
                    bytes[at + offsets[c]] = (byte) pixel[c];
                } else {
                    shorts[at + offsets[c]] = (short) pixel[c];
                }
            }
        }
    }

    private int sample(byte[] row, int index) {
        int depth = header.depth();
        if (depth == 16) {
            return (row[1 + 2 * index] & 0xFF) << 8 | row[2 + 2 * index] & 0xFF;
        }
        int bit = index * depth;
        return (row[1 + (bit >> 3)] & 0xFF) >> 8 - depth - (bit & 7) & (1 << depth) - 1;
    }
}
