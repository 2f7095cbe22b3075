package org.derain4j.pictures.jpeg;

import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.stream.ImageOutputStreamImpl;

/** Hands on what an encoder writes, which never goes back, instead of holding it until the end. */
final class ForwardOutputStream extends ImageOutputStreamImpl {

    private final OutputStream out;

    ForwardOutputStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        streamPos++;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        out.write(from, offset, length);
        streamPos += length;
    }

    @Override
    public void seek(long pos) throws IOException {
        if (pos != streamPos) {
            throw new IOException("what was written is gone");
        }
    }

    @Override
    public int read() throws IOException {
        throw new IOException("what was written is gone");
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        throw new IOException("what was written is gone");
    }
}
