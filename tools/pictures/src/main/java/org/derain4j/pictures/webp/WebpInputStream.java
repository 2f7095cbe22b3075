package org.derain4j.pictures.webp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.stream.ImageInputStreamImpl;
import org.derain4j.pictures.format.DamagedException;

/**
 * The simplest WebP that can hold some pixels. The decoder looks ahead, so that there are a few zeros beyond its end; who reads on is
 * stopped, since the decoder itself would take the last bits again and again, for minutes.
 */
final class WebpInputStream extends ImageInputStreamImpl {

    private static final int HEAD = 20;
    private static final int BEYOND = Long.BYTES;
    /** The decoder refuses what has less than a byte for so many of the picture's, as a plain sky can have. */
    private static final int INFLATION = 2048;

    private final byte[] bytes;
    private final long length;

    /**
     * A file.
     *
     * @param name   VP8 or VP8L
     * @param pixels how many there are
     * @param data   the chunk's content, in parts
     */
    WebpInputStream(String name, long pixels, List<ByteBuffer> data) {
        int size = data.stream().mapToInt(ByteBuffer::remaining).sum();
        ByteBuffer file = ByteBuffer.allocate(HEAD + size + BEYOND).order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt(HEAD - WebpChunk.HEAD + size)
                .put(("WEBP" + name).getBytes(StandardCharsets.ISO_8859_1)).putInt(size);
        data.forEach(part -> file.put(part.duplicate()));
        bytes = file.array();
        length = bytes.length + pixels * Integer.BYTES / INFLATION;
    }

    /** More than can be read, for pixels that need few bytes. */
    @Override
    public long length() {
        return length;
    }

    @Override
    public int read() throws DamagedException {
        bitOffset = 0;
        requireMore();
        return bytes[(int) streamPos++] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int count) throws DamagedException {
        bitOffset = 0;
        requireMore();
        int there = (int) Math.min(count, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, to, offset, there);
        streamPos += there;
        return there;
    }

    private void requireMore() throws DamagedException {
        if (streamPos >= bytes.length) {
            throw DamagedException.cutShort("it ends too early", null);
        }
    }
}
