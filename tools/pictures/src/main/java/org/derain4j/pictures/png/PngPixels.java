package org.derain4j.pictures.png;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.stream.ImageInputStream;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.format.Upright;

/**
 * The pixels of a PNG, not yet decoded.
 *
 * @param header  of these pixels; a frame is smaller than its picture
 * @param palette PLTE
 * @param tRNS    transparency outside of the pixels
 * @param file    where they are
 * @param parts   one zlib stream, in parts
 * @param lenient whether to take what can be decoded
 */
record PngPixels(PngHeader header, Optional<byte[]> palette, Optional<byte[]> tRNS,
        ImageInputStream file, List<PngPart> parts, boolean lenient) implements Parts.Pixels {

    /** Each pass of Adam7: its first column and row, and the steps to the next ones. */
    private static final int[][] ADAM7 = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4},
        {1, 0, 2, 2}, {0, 1, 1, 2}};
    private static final int[][] AT_ONCE = {{0, 0, 1, 1}};

    /** Refuses, before memory is taken, what cannot become so many pixels. */
    void requireEnough() throws DamagedException {
        long there = parts.stream().mapToLong(PngPart::length).sum();
        long needed = (long) header.rowBytes(header.width()) * header.height();
        if (!lenient && Zlib.most(there) < needed) {
            throw DamagedException.cutShort("it ends too early", null);
        }
    }

    @Override
    public BufferedImage decode(Upright place, Consumer<String> notes) throws IOException {
        PngSamples samples = new PngSamples(header, palette, tRNS, place);
        try (PngRows rows = new PngRows(file, parts, Math.max(1, header.bitsPerPixel() / Byte.SIZE))) {
            for (int[] pass : header.interlaced() ? ADAM7 : AT_ONCE) {
                decode(pass, rows, samples);
            }
            if (rows.hasWrongSum()) {
                throw DamagedException.cutShort("the checksum of its pixels is wrong", null);
            }
        } catch (DamagedException e) {
            if (!lenient) {
                throw e;
            }
            notes.accept(e.getMessage() + "; what could be decoded is taken.");
        }
        return samples.picture();
    }

    private void decode(int[] pass, PngRows rows, PngSamples samples) throws IOException {
        int count = (header.width() - pass[0] + pass[2] - 1) / pass[2];
        if (count <= 0) {
            return;
        }
        byte[] above = new byte[1 + header.rowBytes(count)];
        byte[] row = new byte[above.length];
        for (int y = pass[1]; y < header.height(); y += pass[3]) {
            rows.next(above, row);
            samples.put(row, count, pass[0], pass[2], y);
            byte[] free = above;
            above = row;
            row = free;
        }
    }
}
