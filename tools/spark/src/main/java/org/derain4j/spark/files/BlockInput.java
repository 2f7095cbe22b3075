package org.derain4j.spark.files;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;
import org.apache.hadoop.fs.FSDataInputStream;

/** A file for ImageIO, read in blocks: each costs a request in an object store, and most headers lie within the first one. */
final class BlockInput extends ImageInputStreamImpl {

    private static final int BLOCK = 1 << 15;

    private final FSDataInputStream in;
    private final long length;
    private final byte[] block = new byte[BLOCK];
    private long start;
    private int count;

    BlockInput(FSDataInputStream in, long length) {
        this.in = in;
        this.length = length;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        return fill() ? block[(int) (streamPos++ - start)] & 0xFF : -1;
    }

    @Override
    public int read(byte[] to, int offset, int most) throws IOException {
        bitOffset = 0;
        if (most == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int at = (int) (streamPos - start);
        int taken = Math.min(most, count - at);
        System.arraycopy(block, at, to, offset, taken);
        streamPos += taken;
        return taken;
    }

    /** Sees to it that the next byte is in the block; false at the end of the file. */
    private boolean fill() throws IOException {
        if (streamPos >= length) {
            return false;
        }
        if (streamPos < start || streamPos >= start + count) {
            count = 0;
            int wanted = (int) Math.min(BLOCK, length - streamPos);
            in.readFully(streamPos, block, 0, wanted);
            start = streamPos;
            count = wanted;
        }
        return true;
    }
}
