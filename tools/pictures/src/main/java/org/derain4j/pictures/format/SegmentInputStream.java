package org.derain4j.pictures.format;

import java.io.IOException;
import java.io.InputStream;
import javax.imageio.stream.ImageInputStream;

/** A piece of a file. Others may move about in the file between two readings. */
public final class SegmentInputStream extends InputStream {

    private final ImageInputStream file;
    private final boolean reversed;
    private long at;
    private long left;

    /**
     * A piece from a place on.
     *
     * @param file     stays open
     * @param at       where the piece begins
     * @param length   its bytes
     * @param reversed whether the bits of every byte are to be turned round
     */
    public SegmentInputStream(ImageInputStream file, long at, long length, boolean reversed) {
        this.file = file;
        this.at = at;
        this.left = length;
        this.reversed = reversed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (left <= 0) {
            return -1;
        }
        file.seek(at);
        int count = file.read(to, offset, (int) Math.min(length, left));
        if (count > 0) {
            at += count;
            left -= count;
            for (int i = offset; reversed && i < offset + count; i++) {
                to[i] = (byte) (Integer.reverse(to[i]) >>> 24);
            }
        }
        return count;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.clamp(count, 0, left);
        at += skipped;
        left -= skipped;
        return skipped;
    }
}
