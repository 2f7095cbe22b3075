package org.derain4j.pictures.png;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.imageio.stream.ImageInputStream;
import org.derain4j.pictures.format.DamagedException;

/** The rows of a PNG one after the other, inflated and with their filters undone. */
final class PngRows implements AutoCloseable {

    private static final String CUT_SHORT = "it ends too early";
    /** That of zlib when all was inflated, and is not what was once deflated. */
    private static final String WRONG_SUM = "incorrect data check";

    private final ImageInputStream file;
    private final Iterator<PngPart> parts;
    private final byte[] buffer = new byte[1 << 16];
    private PngPart part = new PngPart(0, 0);
    private final Inflater inflater = new Inflater();
    private final int pixelBytes;
    private boolean wrongSum;

    /**
     * Rows from pixels' compressed bytes.
     *
     * @param file       where they are
     * @param parts      one zlib stream, in parts
     * @param pixelBytes how far the filters look to the left
     */
    PngRows(ImageInputStream file, List<PngPart> parts, int pixelBytes) {
        this.file = file;
        this.parts = parts.iterator();
        this.pixelBytes = pixelBytes;
    }

    /**
     * The next row.
     *
     * @param above the row before, filters undone; zeros for the first
     * @param row   takes it; its first byte, as that of the one above, is the filter's number
     */
    void next(byte[] above, byte[] row) throws IOException {
        fill(row);
        switch (row[0]) {
            case 0 -> {
            }
            case 1 -> {
                for (int i = 1 + pixelBytes; i < row.length; i++) {
                    row[i] += row[i - pixelBytes];
                }
            }
            case 2 -> {
                for (int i = 1; i < row.length; i++) {
                    row[i] += above[i];
                }
            }
            case 3 -> average(above, row);
            case 4 -> paeth(above, row);
            default -> throw DamagedException.cutShort("a row is filtered in a way that no PNG has", null);
        }
    }

    private void average(byte[] above, byte[] row) {
        int first = Math.min(1 + pixelBytes, row.length);
        for (int i = 1; i < first; i++) {
            row[i] += (byte) ((above[i] & 0xFF) >> 1);
        }
        for (int i = first; i < row.length; i++) {
            row[i] += (byte) ((row[i - pixelBytes] & 0xFF) + (above[i] & 0xFF) >> 1);
        }
    }

    private void paeth(byte[] above, byte[] row) {
        int first = Math.min(1 + pixelBytes, row.length);
        for (int i = 1; i < first; i++) {
            row[i] += above[i];
        }
        for (int i = first; i < row.length; i++) {
            int a = row[i - pixelBytes] & 0xFF;
            int b = above[i] & 0xFF;
            int c = above[i - pixelBytes] & 0xFF;
            int toA = Math.abs(b - c);
            int toB = Math.abs(a - c);
            int toC = Math.abs(a + b - 2 * c);
            row[i] += (byte) (toA <= toB && toA <= toC ? a : toB <= toC ? b : c);
        }
    }

    private void fill(byte[] row) throws IOException {
        int at = 0;
        while (at < row.length) {
            long before = inflater.getBytesWritten();
            try {
                int count = inflater.inflate(row, at, row.length - at);
                if (count == 0 && !feed()) {
                    throw DamagedException.cutShort(CUT_SHORT, null);
                }
                at += count;
            } catch (DataFormatException e) {
                // The checksum is looked at together with the last byte.
                if (!WRONG_SUM.equals(e.getMessage())
                        || at + inflater.getBytesWritten() - before < row.length) {
                    throw DamagedException.cutShort("its compressed pixels are damaged", e);
                }
                at = row.length;
                wrongSum = true;
            }
        }
    }

    /**
     * To be asked after the last row; further bytes, which some programs leave behind, do not matter.
     *
     * @return whether the pixels have another checksum than those that were written; false if there is none
     */
    boolean hasWrongSum() throws IOException {
        try {
            byte[] more = new byte[1];
            while (!wrongSum && inflater.inflate(more) == 0 && feed()) {
            }
            return wrongSum;
        } catch (DataFormatException e) {
            return WRONG_SUM.equals(e.getMessage());
        }
    }

    /** Whether there is more to be inflated. */
    private boolean feed() throws IOException {
        if (inflater.finished() || inflater.needsDictionary() || !inflater.needsInput()) {
            return false;
        }
        while (part.length() == 0) {
            if (!parts.hasNext()) {
                return false;
            }
            part = parts.next();
        }
        int count = Math.min(part.length(), buffer.length);
        file.seek(part.start());
        file.readFully(buffer, 0, count);
        part = new PngPart(part.start() + count, part.length() - count);
        inflater.setInput(buffer, 0, count);
        return true;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
