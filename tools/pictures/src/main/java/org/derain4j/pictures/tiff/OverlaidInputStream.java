package org.derain4j.pictures.tiff;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageInputStreamImpl;

/** A file with another beginning, and with something behind its end; neither is written anywhere. Closing it leaves the file open. */
final class OverlaidInputStream extends ImageInputStreamImpl {

    private final ImageInputStream file;
    private final byte[] head;
    private final long end;
    private final byte[] tail;

    /**
     * What is to be seen.
     *
     * @param head instead of as many bytes of the file
     * @param end  where the tail begins, not before the file's end
     */
    OverlaidInputStream(ImageInputStream file, byte[] head, long end, byte[] tail) {
        this.file = file;
        this.head = head;
        this.end = end;
        this.tail = tail;
    }

    @Override
    public long length() {
        return end + tail.length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        bitOffset = 0;
        int count;
        if (streamPos < head.length) {
            count = Math.min(length, head.length - (int) streamPos);
            System.arraycopy(head, (int) streamPos, to, offset, count);
        } else if (streamPos >= end) {
            count = (int) Math.min(length, length() - streamPos);
            if (count <= 0) {
                return -1;
            }
            System.arraycopy(tail, (int) (streamPos - end), to, offset, count);
        } else {
            file.seek(streamPos);
            count = file.read(to, offset, (int) Math.min(length, end - streamPos));
            if (count < 0) {
                // An odd file's end, before the even place of what follows.
                to[offset] = 0;
                count = 1;
            }
        }
        streamPos += count;
        return count;
    }
}
