package org.derain4j.pictures.format;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.derain4j.pictures.metadata.Ifd;
import org.derain4j.pictures.metadata.IfdBuilder;
import org.derain4j.pictures.metadata.IfdEntry;
import org.derain4j.pictures.metadata.TiffStructure;

/**
 * Decodes through {@code javax.imageio}'s plugins what is compressed as JPEG or fax, and YCbCr. They see a directory of nothing but what
 * says how the pixels lie, so that neither a thousand pages nor a broken profile stands in their way.
 */
final class TiffPlugin {

    private TiffPlugin() {}

    /** The picture as TwelveMonkeys' plugin decodes it, or the JDK's where that is not there. */
    static BufferedImage decode(ImageInputStream in, TiffStructure tiff, Ifd ifd) throws IOException {
        IfdBuilder bare = new IfdBuilder(tiff.order(), tiff.isBig());
        for (IfdEntry entry : ifd.entries()) {
            if (saysHowPixelsLie(entry.tag())) {
                bare.putCopy(tiff, entry);
            }
        }
        long end = in.length() + (in.length() & 1);
        byte[] head = bare.header(end).array();
        try (ImageInputStream view = new OverlaidInputStream(in, head, end, bare.bytesAt(end))) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("tiff");
            ImageReader reader = readers.next();
            try {
                reader.setInput(view, true, true);
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        }
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
