package org.derain4j.pictures.webp;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;

/**
 * TwelveMonkeys' decoder, called by its name: other programs on the class path may bring decoders of their own, in native code. It is
 * given pixels alone, in the simplest file that can hold them.
 */
final class WebpDecoder {

    private static final String PROVIDER = "com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi";

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
        ImageReader reader = reader();
        try (WebpInputStream in = new WebpInputStream(name, pixels, data)) {
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
