package org.derain4j.pictures.format;

import java.nio.ByteBuffer;
import java.util.List;
import javax.imageio.stream.ImageInputStreamImpl;

/** Parts of a file one after the other, as if nothing lay between them; nothing is copied. */
final class SlicedInputStream extends ImageInputStreamImpl {

    private final List<ByteBuffer> slices;
    private final long[] starts;

    SlicedInputStream(List<ByteBuffer> slices) {
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
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
        bitOffset = 0;
        if (streamPos >= length()) {
            return -1;
        }
        int i = slice();
        int at = (int) (streamPos - starts[i]);
        int count = Math.min(length, slices.get(i).limit() - at);
        slices.get(i).get(at, to, offset, count);
        streamPos += count;
        return count;
    }

    /** The one that holds the next byte: the last to begin at or before it. */
    private int slice() {
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
        return low;
    }
}
