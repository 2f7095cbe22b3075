package org.derain4j.pictures.webp;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPWriteParam;
import com.luciad.imageio.webp.WebPWriter;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.derain4j.pictures.format.Codec;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.format.IccProfiles;
import org.derain4j.pictures.format.PlainPicture;
import org.derain4j.pictures.metadata.Metadata;

/**
 * Writes WebP: the pixels by libwebp, which knows nothing of all else, and the other chunks around them. What came lossless stays so,
 * down to the colours of transparent pixels. Else the quality is {@link #QUALITY} unless another is asked for; 100 means lossless
 * for what comes from other formats.
 */
final class WebpEncoder {

    /** Of lossy pictures, as the input's own is not known: what it loses is not seen. */
    private static final int QUALITY = 95;

    private static final int ICC_FLAG = 0x20;
    private static final int ALPHA_FLAG = 0x10;
    private static final int EXIF_FLAG = 0x08;
    private static final int XMP_FLAG = 0x04;
    private static final int HEAD = 12;

    private WebpEncoder() {}

    static void write(BufferedImage picture, Codec.Storing store, Path file) throws IOException {
        if (!WebpNatives.areLoaded()) {
            throw new IOException("the encoder of WebP does not run on this machine; choose another format");
        }
        boolean lossless = store.coding() instanceof Coding.Webp webp ? webp.lossless() : store.quality() == 100;
        byte[] encoded = encoded(picture, lossless, store.quality() == 0 ? QUALITY : store.quality());
        List<byte[]> chunks = chunks(picture, encoded, store);
        int size = 4 + chunks.stream().mapToInt(c -> c.length).sum();
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN).put(latin("RIFF")).putInt(size)
                    .put(latin("WEBP")).array());
            for (byte[] chunk : chunks) {
                out.write(chunk);
            }
        }
    }

    private static byte[] encoded(BufferedImage picture, boolean lossless, int quality) throws IOException {
        WebPWriteParam parameters = new WebPWriteParam(Locale.ROOT);
        parameters.setCompressionType(lossless ? CompressionType.Lossless : CompressionType.Lossy);
        if (!lossless) {
            parameters.setCompressionQuality(quality / 100f);
        }
        parameters.setExact(true);
        WebPWriter writer = new WebPWriter(null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(inColour(picture), null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** In sRGB by its Java colour model, so that the encoder's Java side converts nothing; grey three times, as WebP has no grey. */
    private static BufferedImage inColour(BufferedImage picture) {
        Raster from = picture.getRaster();
        int bands = from.getNumBands();
        if (bands > 2) {
            return new BufferedImage(PlainPicture.blank(1, 1, false, bands == 4, false).getColorModel(),
                    picture.getRaster(),
                    false, null);
        }
        int width = from.getWidth();
        int height = from.getHeight();
        BufferedImage colour = PlainPicture.blank(width, height, false, bands == 2, false);
        WritableRaster to = colour.getRaster();
        int[] row = null;
        for (int y = 0; y < height; y++) {
            for (int band = 0; band < to.getNumBands(); band++) {
                row = from.getSamples(0, y, width, 1, band < 3 ? 0 : 1, row);
                to.setSamples(0, y, width, 1, band, row);
            }
        }
        return colour;
    }

    private static List<byte[]> chunks(BufferedImage picture, byte[] encoded, Codec.Storing store) {
        Metadata metadata = store.metadata();
        List<byte[]> pixels = new ArrayList<>();
        boolean alpha = false;
        ByteBuffer within = ByteBuffer.wrap(encoded, HEAD, encoded.length - HEAD).slice();
        for (WebpChunk chunk : WebpChunk.walk(within, within.limit())) {
            if (!chunk.name().equals("VP8X")) {
                pixels.add(WebpChunk.framed(chunk.name(), chunk.bytes()));
                alpha |= chunk.name().equals("ALPH")
                        || chunk.name().equals("VP8L") && (chunk.content().getInt(1) & 1 << 28) != 0;
            }
        }
        List<byte[]> after = new ArrayList<>();
        metadata.exif().ifPresent(e -> after.add(WebpChunk.framed("EXIF", e)));
        metadata.xmp().ifPresent(x -> after.add(WebpChunk.framed("XMP ", x)));
        if (store.same()) {
            metadata.own().forEach(o -> after.add(WebpChunk.framed(o.name(), o.bytes())));
        }
        List<byte[]> all = new ArrayList<>();
        boolean profile = metadata.profile().filter(p -> IccProfiles.fits(p, false)).isPresent();
        if (profile || !after.isEmpty() || pixels.size() > 1) {
            int flags = (profile ? ICC_FLAG : 0) | (alpha ? ALPHA_FLAG : 0)
                    | (metadata.exif().isPresent() ? EXIF_FLAG : 0) | (metadata.xmp().isPresent() ? XMP_FLAG : 0);
            all.add(WebpChunk.framed("VP8X", extended(flags, picture.getWidth(), picture.getHeight())));
        }
        if (profile) {
            all.add(WebpChunk.framed("ICCP", metadata.profile().orElseThrow()));
        }
        all.addAll(pixels);
        all.addAll(after);
        return all;
    }

    private static byte[] extended(int flags, int width, int height) {
        return ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putInt(flags).putInt(width - 1).position(7)
                .putShort((short) (height - 1)).put((byte) (height - 1 >> 16)).array();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
