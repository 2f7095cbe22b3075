package org.derain4j.pictures.format;

import java.nio.ByteBuffer;
import java.util.List;
import javax.imageio.stream.ImageInputStreamImpl;

/** Parts of a file one after the other, as if nothing lay between them; nothing is copied. */
public final class SlicedInputStream extends ImageInputStreamImpl {

    private final List<ByteBuffer> slices;
    private final long[] starts;
    private int current;

    /**
     * One stream of all of them.
     *
     * @param slices from each one's position to its limit, in this order
     */
    public SlicedInputStream(List<ByteBuffer> slices) {
        this.slices = slices.stream().map(ByteBuffer::slice).toList();
        starts = new long[slices.size() + 1];
        for (int i = 0; i < slices.size(); i++) {
            starts[i + 1] = starts[i] + this.slices.get(i).limit();
        }
    }

    @Override
    public long length() {
        return starts[slices.size()];
    }

    @Override
    public int read() {
        bitOffset = 0;
        if (streamPos >= length()) {
            return -1;
        }
        find();
        return slices.get(current).get((int) (streamPos++ - starts[current])) & 0xFF;
    }

    /** As many bytes as there are, across slices: the numbers that the superclass reads would else end where a slice does. */
    @Override
    public int read(byte[] to, int offset, int length) {
        bitOffset = 0;
        int most = (int) Math.min(length, length() - streamPos);
        int done = 0;
        while (done < most) {
            find();
            int at = (int) (streamPos - starts[current]);
            int count = Math.min(most - done, slices.get(current).limit() - at);
            slices.get(current).get(at, to, offset + done, count);
            streamPos += count;
            done += count;
        }
        return done > 0 || length == 0 ? done : -1;
    }

    /** Makes current the one that holds the next byte: the last to begin at or before it. */
    private void find() {
        if (starts[current] <= streamPos && streamPos < starts[current + 1]) {
            return;
        }
        int low = 0;
        int high = slices.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= streamPos) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        current = low;
    }
}
