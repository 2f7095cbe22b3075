package org.derain4j.pictures.tiff;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.metadata.Ifd;
import org.derain4j.pictures.metadata.IfdBuilder;
import org.derain4j.pictures.metadata.TiffStructure;

/**
 * Decodes through {@code javax.imageio}'s plugins what is compressed as JPEG or fax, and YCbCr. They see a directory of nothing but what
 * says how the pixels lie, so that neither a thousand pages nor a broken profile stands in their way.
 */
final class TiffPlugin {

    private TiffPlugin() {}

    /**
     * The picture as {@link #reader} decodes it.
     *
     * @param missing is told what is not there if that is allowed
     */
    static BufferedImage decode(ImageInputStream in, TiffStructure tiff, Ifd ifd, TiffLayout layout, boolean lenient,
            Consumer<Exception> missing) throws IOException {
        IfdBuilder bare = new IfdBuilder(tiff.order(), tiff.isBig());
        bare.putCopies(tiff, ifd, entry -> saysHowPixelsLie(entry.tag()));
        bare.putShorts(TiffTags.SAMPLES, layout.samples());
        long end = in.length() + (in.length() & 1);
        try (ImageInputStream view = new OverlaidInputStream(in, bare.header(end).array(), end, bare.bytesAt(end))) {
            ImageReader reader = reader();
            try {
                reader.setInput(view, true, true);
                return decode(reader, lenient, missing);
            } finally {
                reader.dispose();
            }
        }
    }

    /** TwelveMonkeys' plugin, or the JDK's where that is not there. */
    static ImageReader reader() {
        List<ImageReader> all = new ArrayList<>();
        ImageIO.getImageReadersByFormatName("tiff").forEachRemaining(all::add);
        return all.stream().filter(reader -> reader.getClass().getName().startsWith("com.twelvemonkeys.")).findFirst()
                .orElseGet(all::getFirst);
    }

    private static BufferedImage decode(ImageReader reader, boolean lenient, Consumer<Exception> missing)
            throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((_, warning) -> warnings.add(warning));
        BufferedImage picture = reader.getImageTypes(0).next().createBufferedImage(reader.getWidth(0),
                reader.getHeight(0));
        try {
            ImageReadParam here = reader.getDefaultReadParam();
            here.setDestination(picture);
            reader.read(0, here);
            // JPEG's decoder fills what is missing with grey and only warns.
            if (warnings.stream().anyMatch(text -> text.contains("premature") || text.contains("Truncated")
                    || text.contains("Corrupt"))) {
                throw new IOException(String.join(", ", warnings));
            }
        } catch (RuntimeException | IOException e) {
            // Decoders meet broken data with exceptions of any kind, down to ArrayIndexOutOfBounds.
            if (!lenient) {
                throw DamagedException.cutShort("its pixels end too early or are broken", e);
            }
            missing.accept(e);
        }
        return picture;
    }

    /** Whether all that is said to hold pixels lies in the file. */
    static boolean isWhole(ImageInputStream in, TiffLayout layout) throws IOException {
        for (int i = 0; i < layout.offsets().length && i < layout.counts().length; i++) {
            long end = layout.offsets()[i] + layout.counts()[i];
            if (layout.offsets()[i] < 0 || end < layout.offsets()[i] || end > in.length()) {
                return false;
            }
        }
        return true;
    }

    private static boolean saysHowPixelsLie(int tag) {
        return switch (tag) {
            case TiffTags.WIDTH, TiffTags.HEIGHT, TiffTags.BITS, TiffTags.COMPRESSION, TiffTags.PHOTOMETRIC,
                    TiffTags.FILL_ORDER, TiffTags.STRIP_OFFSETS, TiffTags.SAMPLES, TiffTags.ROWS_PER_STRIP,
                    TiffTags.STRIP_COUNTS, TiffTags.PLANAR, TiffTags.T4_OPTIONS, TiffTags.T6_OPTIONS,
                    TiffTags.PREDICTOR, TiffTags.TILE_WIDTH, TiffTags.TILE_HEIGHT, TiffTags.TILE_OFFSETS,
                    TiffTags.TILE_COUNTS, TiffTags.EXTRA_SAMPLES, TiffTags.JPEG_TABLES ->
                true;
            default -> tag >= TiffTags.JPEG_PROC && tag <= TiffTags.YCBCR_REFERENCE;
        };
    }
}
