package org.derain4j.pictures.bmp;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.imageio.stream.ImageInputStream;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.format.PlainPicture;
import org.derain4j.pictures.format.SegmentInputStream;
import org.derain4j.pictures.format.Upright;

/** Decodes the pixels of a BMP: to grey if its palette is, else to RGB; with alpha where a mask says so and not all is transparent. */
final class BmpDecoder {

    private static final int ALPHA = 3;

    private final ImageInputStream in;
    private final BmpHeader header;
    private final boolean lenient;
    private final boolean grey;
    private final int bands;

    BmpDecoder(ImageInputStream in, BmpHeader header, boolean lenient, boolean mayBeGrey) {
        this.in = in;
        this.header = header;
        this.lenient = lenient;
        grey = mayBeGrey && header.bits() <= 8
                && IntStream.of(header.palette()).allMatch(c -> (c & 0xFF) * 0x010101 == c);
        bands = grey ? 1 : header.bits() >= 16 && header.masks()[ALPHA] != 0 ? 4 : 3;
    }

    /** Alpha that says nothing is left out by a copy. */
    Parts.Demand demand() {
        return new Parts.Demand(bands, bands == 4 ? 2 : 1, 0);
    }

    BufferedImage decode(Upright place, Consumer<String> notes) throws IOException {
        BufferedImage picture = place.blank(header.width(), header.height(), grey, bands == 4, false);
        WritableRaster raster = picture.getRaster();
        long size = in.length() - header.pixels();
        try (InputStream pixels = new BufferedInputStream(
                new SegmentInputStream(in, header.pixels(), size, false), 1 << 16)) {
            if (header.compression() == BmpHeader.RLE8 || header.compression() == BmpHeader.RLE4) {
                runs(pixels, raster);
            } else {
                rows(pixels, raster);
            }
        } catch (EOFException e) {
            if (!lenient) {
                throw DamagedException.cutShort("it ends too early", e);
            }
            notes.accept("it ends too early; some of its pixels are missing.");
        }
        if (header.bits() >= 16 && IntStream.of(header.masks()).anyMatch(mask -> Integer.bitCount(mask) > Byte.SIZE)) {
            notes.accept("its samples are reduced to 8 bits.");
        }
        return bands == 4 && isAllTransparent(raster)
                ? PlainPicture.around(opaque(raster), false, false)
                : picture;
    }

    /** Programs that know nothing of alpha leave zeros in its place. */
    private static boolean isAllTransparent(Raster raster) {
        int[] alpha = new int[raster.getWidth()];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, alpha.length, 1, ALPHA, alpha);
            if (IntStream.of(alpha).anyMatch(a -> a != 0)) {
                return false;
            }
        }
        return true;
    }

    private static WritableRaster opaque(WritableRaster raster) {
        return raster.createWritableChild(0, 0, raster.getWidth(), raster.getHeight(), 0, 0, new int[]{0, 1, 2});
    }

    private void rows(InputStream pixels, WritableRaster raster) throws IOException {
        byte[] row = new byte[Math.toIntExact(((long) header.width() * header.bits() + 31) / 32 * 4)];
        int needed = (int) (((long) header.width() * header.bits() + 7) / 8);
        int[] samples = new int[header.width() * bands];
        for (int y = 0; y < header.height(); y++) {
            // The last row's padding is nothing that could be missed.
            if (pixels.readNBytes(row, 0, row.length) < needed) {
                throw new EOFException();
            }
            switch (header.bits()) {
                case 16, 32 -> masked(row, samples);
                case 24 ->
                    IntStream.range(0, samples.length).forEach(i -> samples[i] = row[i + 2 - 2 * (i % 3)] & 0xFF);
                default -> indexed(row, samples);
            }
            put(raster, y, samples);
        }
    }

    private void put(WritableRaster raster, int y, int[] samples) {
        raster.setPixels(0, header.topDown() ? y : header.height() - 1 - y, header.width(), 1, samples);
    }

    private void indexed(byte[] row, int[] samples) {
        int bits = header.bits();
        for (int x = 0; x < header.width(); x++) {
            int bit = x * bits;
            colour(row[bit >> 3] >> 8 - bits - (bit & 7) & (1 << bits) - 1, x, samples);
        }
    }

    private void colour(int index, int x, int[] samples) {
        int colour = index < header.palette().length ? header.palette()[index] : 0;
        if (grey) {
            samples[x] = colour & 0xFF;
        } else {
            samples[3 * x] = colour >> 16;
            samples[3 * x + 1] = colour >> 8 & 0xFF;
            samples[3 * x + 2] = colour & 0xFF;
        }
    }

    private void masked(byte[] row, int[] samples) {
        int bytes = header.bits() / 8;
        for (int band = 0; band < bands; band++) {
            int mask = header.masks()[band];
            int shift = mask == 0 ? 0 : Integer.numberOfTrailingZeros(mask);
            long max = Math.max(1, Integer.toUnsignedLong(mask >>> shift));
            for (int x = 0; x < header.width(); x++) {
                int pixel = row[x * bytes] & 0xFF | (row[x * bytes + 1] & 0xFF) << 8;
                if (bytes == 4) {
                    pixel |= (row[x * bytes + 2] & 0xFF) << 16 | row[x * bytes + 3] << 24;
                }
                long level = Integer.toUnsignedLong((pixel & mask) >>> shift);
                samples[x * bands + band] = (int) ((level * 255 + max / 2) / max);
            }
        }
    }

    /** A count and a number; or 0 and what to do: end a row, end all, move on, or as many numbers as they are. */
    private void runs(InputStream pixels, WritableRaster raster) throws IOException {
        int width = header.width();
        boolean small = header.bits() == 4;
        int[] indices = new int[width];
        int[] samples = new int[width * bands];
        int x = 0;
        for (int y = 0; y < header.height();) {
            int count = next(pixels, y, raster, indices, samples);
            int value = next(pixels, y, raster, indices, samples);
            if (count > 0) {
                for (int i = 0; i < count && x < width; i++) {
                    indices[x++] = small ? (i & 1) == 0 ? value >> 4 : value & 15 : value;
                }
            } else if (value > 2) {
                int bytes = small ? (value + 1) / 2 : value;
                byte[] literal = pixels.readNBytes(bytes + (bytes & 1));
                if (literal.length < bytes) {
                    finish(y, raster, indices, samples);
                    throw new EOFException();
                }
                for (int i = 0; i < value && x < width; i++) {
                    int b = literal[small ? i / 2 : i] & 0xFF;
                    indices[x++] = small ? (i & 1) == 0 ? b >> 4 : b & 15 : b;
                }
            } else {
                int right = value == 2 ? next(pixels, y, raster, indices, samples) : 0;
                int up = value == 2 ? next(pixels, y, raster, indices, samples) : value == 0 ? 1 : header.height();
                x = value == 2 ? Math.min(width, x + right) : 0;
                for (; up > 0 && y < header.height(); up--) {
                    finish(y++, raster, indices, samples);
                }
            }
        }
    }

    /** The next byte; where there is none, what there is of the row is kept. */
    private int next(InputStream pixels, int y, WritableRaster raster, int[] indices, int[] samples)
            throws IOException {
        int next = pixels.read();
        if (next < 0) {
            finish(y, raster, indices, samples);
            throw new EOFException();
        }
        return next;
    }

    private void finish(int y, WritableRaster raster, int[] indices, int[] samples) {
        for (int x = 0; x < indices.length; x++) {
            colour(indices[x], x, samples);
        }
        put(raster, y, samples);
        Arrays.fill(indices, 0);
    }
}
