package org.derain4j.vision.labels;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.nio.file.Path;
import org.derain4j.cli.common.Failure;
import org.derain4j.pictures.PictureFileException;
import org.derain4j.pictures.PictureReader;

/**
 * What a mask is made of.
 *
 * @param file   of the mask
 * @param width  columns
 * @param height rows
 * @param rgb    whether values are colours, some of them no grey
 * @param values [height, width]: numbers, or colours as 0xRRGGBB
 */
record MaskSamples(Path file, int width, int height, boolean rgb, int[] values) {

    /** As the file has them: of a palette the indices, not its colours. */
    static MaskSamples stored(Path file) {
        try {
            return of(file, new PictureReader().readStored(file).picture());
        } catch (PictureFileException e) {
            throw Failure.input(e.getMessage());
        }
    }

    /** Colours, also those of a palette. */
    static MaskSamples shown(Path file) {
        try {
            return of(file, new PictureReader().read(file).picture());
        } catch (PictureFileException e) {
            throw Failure.input(e.getMessage());
        }
    }

    private static MaskSamples of(Path file, BufferedImage picture) {
        Raster raster = picture.getRaster();
        int width = raster.getWidth();
        int[] values = new int[width * raster.getHeight()];
        int bands = raster.getNumBands();
        int[] row = new int[width * bands];
        boolean rgb = bands >= 3 && hasColours(raster);
        int deep = rgb && raster.getTransferType() == DataBuffer.TYPE_USHORT ? Byte.SIZE : 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0, at = 0; x < width; x++, at += bands) {
                values[y * width + x] = rgb
                        ? row[at] >> deep << 16 | row[at + 1] >> deep << 8 | row[at + 2] >> deep
                        : row[at];
            }
        }
        return new MaskSamples(file, width, raster.getHeight(), rgb, values);
    }

    /** Numbers that are kept as red, green and blue alike are numbers still, with all of their bits. */
    private static boolean hasColours(Raster raster) {
        int bands = raster.getNumBands();
        int[] row = new int[raster.getWidth() * bands];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, raster.getWidth(), 1, row);
            for (int at = 0; at < row.length; at += bands) {
                if (row[at] != row[at + 1] || row[at] != row[at + 2]) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Where the first colour is that is no grey; -1 if there is none. */
    int firstColour() {
        for (int i = 0; rgb && i < values.length; i++) {
            if (values[i] != (values[i] & 0xFF) * 0x010101) {
                return i;
            }
        }
        return -1;
    }

    /** The number at a place, of a mask without colours. */
    int number(int i) {
        return values[i];
    }

    /** The colour at a place. */
    int colour(int i) {
        return rgb ? values[i] : (values[i] & 0xFF) * 0x010101;
    }

    /** The file and a place in it, for a failure to begin with. */
    String where(int i) {
        return "%s, column %d, row %d".formatted(file, i % width, i / width);
    }
}
