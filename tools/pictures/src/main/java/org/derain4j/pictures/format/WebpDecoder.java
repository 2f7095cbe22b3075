package org.derain4j.pictures.format;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;

/**
 * TwelveMonkeys' decoder, called by its name: other programs on the class path may bring decoders of their own, in native code. It is
 * given pixels alone, in the simplest file that can hold them.
 */
final class WebpDecoder {

    private static final String PROVIDER = "com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi";
    private static final int HEAD = 20;
    /** The decoder looks ahead; beyond the end there are zeros for libwebp, too. */
    private static final int BEYOND = 64;
    /** It also refuses what has less than a byte for so many of the picture's, as a plain sky can have. */
    private static final int INFLATION = 2048;

    private WebpDecoder() {}

    /**
     * Decodes.
     *
     * @param name   VP8 or VP8L
     * @param pixels how many there are
     * @param data   the chunk's content, in parts
     * @return with alpha only if VP8L has it
     */
    static BufferedImage decode(String name, long pixels, List<ByteBuffer> data) throws IOException {
        int beyond = BEYOND + (int) (pixels * Integer.BYTES / INFLATION);
        int length = data.stream().mapToInt(ByteBuffer::remaining).sum();
        ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt(HEAD - WebpChunk.HEAD + length + beyond)
                .put(("WEBP" + name).getBytes(StandardCharsets.ISO_8859_1)).putInt(length).flip();
        ImageReader reader = reader();
        try (SlicedInputStream in = new SlicedInputStream(
                Stream.of(List.of(head), data, List.of(ByteBuffer.allocate(beyond)))
                        .flatMap(List::stream).toList())) {
            reader.setInput(in, false, true);
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader() throws IOException {
        try {
            return ((ImageReaderSpi) Class.forName(PROVIDER).getDeclaredConstructor().newInstance())
                    .createReaderInstance(null);
        } catch (ReflectiveOperationException e) {
            throw new IOException(
                    "the decoder of WebP is not on the class path; add com.twelvemonkeys.imageio:imageio-webp",
                    e);
        }
    }
}
