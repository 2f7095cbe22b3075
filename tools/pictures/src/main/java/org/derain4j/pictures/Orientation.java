package org.derain4j.pictures;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** The eight ways in which a camera may have been held: EXIF's and TIFF's tag 274. */
final class Orientation {

    private Orientation() {}

    /** Whether rows become columns. */
    static boolean turns(int orientation) {
        return orientation >= 5;
    }

    /** The picture as it is to be seen; itself if it is so already. */
    static BufferedImage upright(BufferedImage stored, int orientation) {
        if (orientation == 1) {
            return stored;
        }
        boolean turns = turns(orientation);
        boolean fromTheEnd = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean lastFirst = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        int width = stored.getWidth();
        int height = stored.getHeight();
        Raster from = stored.getRaster();
        WritableRaster to = from.createCompatibleWritableRaster(turns ? height : width, turns ? width : height);
        int[] row = new int[width * from.getNumBands()];
        for (int y = 0; y < height; y++) {
            from.getPixels(0, y, width, 1, row);
            if (fromTheEnd) {
                reverse(row, from.getNumBands());
            }
            int line = lastFirst ? height - 1 - y : y;
            if (turns) {
                to.setPixels(line, 0, 1, width, row);
            } else {
                to.setPixels(0, line, width, 1, row);
            }
        }
        return new BufferedImage(stored.getColorModel(), to, stored.isAlphaPremultiplied(), null);
    }

    private static void reverse(int[] row, int bands) {
        for (int left = 0, right = row.length - bands; left < right; left += bands, right -= bands) {
            for (int band = 0; band < bands; band++) {
                int sample = row[left + band];
                row[left + band] = row[right + band];
                row[right + band] = sample;
            }
        }
    }
}
