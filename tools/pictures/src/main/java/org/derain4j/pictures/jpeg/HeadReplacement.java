package org.derain4j.pictures.jpeg;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Lets a JPEG through as it is encoded, with other segments in the place of the headers that the encoder itself puts at its beginning. */
final class HeadReplacement extends FilterOutputStream {

    private final JpegMetadata metadata;
    /** What has come before the first segment that stays; null once that has been seen. */
    private ByteArrayOutputStream head = new ByteArrayOutputStream();

    HeadReplacement(OutputStream out, JpegMetadata metadata) {
        super(out);
        this.metadata = metadata;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[]{(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        if (head == null) {
            out.write(from, offset, length);
            return;
        }
        head.write(from, offset, length);
        byte[] begun = head.toByteArray();
        int at = 2;
        while (at + 4 <= begun.length && (begun[at + 1] & 0xFF) == JpegSegment.APP0) {
            at += 2 + ((begun[at + 2] & 0xFF) << 8 | begun[at + 3] & 0xFF);
        }
        if (at + 4 <= begun.length) {
            head = null;
            out.write(begun, 0, 2);
            metadata.write(out);
            out.write(begun, at, begun.length - at);
        }
    }
}
