package org.derain4j.pictures.webp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.stream.ImageInputStreamImpl;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.SlicedInputStream;

/**
 * The simplest WebP that can hold some pixels. The decoder looks ahead, so that there are a few zeros beyond its end; who reads on is
 * stopped, since the decoder itself would take the last bits again and again, for minutes.
 */
final class WebpInputStream extends ImageInputStreamImpl {

    private static final int HEAD = 20;
    private static final int BEYOND = Long.BYTES;
    /** The decoder refuses what has less than a byte for so many of the picture's, as a plain sky can have. */
    private static final int INFLATION = 2048;

    private final SlicedInputStream file;
    private final long length;
    /** Bytes of the file, where they begin, and how many there are: the decoder asks for a few at a time. */
    private final byte[] buffer = new byte[4096];
    private long at;
    private int there;

    /**
     * A file.
     *
     * @param name   VP8 or VP8L
     * @param pixels how many there are
     * @param data   the chunk's content, in parts
     */
    WebpInputStream(String name, long pixels, List<ByteBuffer> data) {
        int size = data.stream().mapToInt(ByteBuffer::remaining).sum();
        ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt(HEAD - WebpChunk.HEAD + size)
                .put(("WEBP" + name).getBytes(StandardCharsets.ISO_8859_1)).putInt(size).flip();
        file = new SlicedInputStream(
                Stream.of(Stream.of(head), data.stream(), Stream.of(ByteBuffer.allocate(BEYOND))).flatMap(part -> part)
                        .toList());
        length = file.length() + pixels * Integer.BYTES / INFLATION;
    }

    /** More than can be read, for pixels that need few bytes. */
    @Override
    public long length() {
        return length;
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        fill();
        return buffer[(int) (streamPos++ - at)] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int count) throws IOException {
        bitOffset = 0;
        fill();
        int done = (int) Math.min(count, at + there - streamPos);
        System.arraycopy(buffer, (int) (streamPos - at), to, offset, done);
        streamPos += done;
        return done;
    }

    /** Has the next byte in the buffer. */
    private void fill() throws IOException {
        if (streamPos >= at && streamPos < at + there) {
            return;
        }
        if (streamPos >= file.length()) {
            throw DamagedException.cutShort("it ends too early", null);
        }
        file.seek(streamPos);
        at = streamPos;
        there = file.read(buffer, 0, buffer.length);
    }
}
