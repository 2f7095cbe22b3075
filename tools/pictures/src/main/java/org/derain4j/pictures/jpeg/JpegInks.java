package org.derain4j.pictures.jpeg;

import java.awt.color.CMMException;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.util.Optional;
import java.util.function.Consumer;
import org.derain4j.pictures.format.PrintingInks;

/**
 * Brings printing inks to sRGB. JPEGs hold them turned round, 0 for full ink, as Adobe began it; other programs take them for that
 * whether or not Adobe's name is in the file, and so does this.
 */
final class JpegInks {

    private static final int FULL = 255;

    private JpegInks() {}

    /**
     * Converts.
     *
     * @param inks    as decoded; it is overwritten
     * @param colours what they are
     * @param profile of the inks, if there is a sound one
     * @param notes   takes how it was done
     * @return an sRGB picture
     */
    static BufferedImage toRgb(WritableRaster inks, JpegColours colours, Optional<byte[]> profile,
            Consumer<String> notes) {
        uncover(inks, colours == JpegColours.YCCK);
        if (profile.isPresent()) {
            try {
                BufferedImage picture = PrintingInks.toRgb(inks, ICC_Profile.getInstance(profile.get()));
                notes.accept("its printing colours (CMYK) were converted to sRGB by their profile.");
                return picture;
            } catch (CMMException | IllegalArgumentException e) {
                notes.accept("its colour profile cannot be used and was left out.");
            }
        }
        notes.accept("its printing colours (CMYK) were converted to sRGB without a profile; they may be off.");
        return PrintingInks.toRgb(inks, null);
    }

    /** Makes of what is stored the amount of each ink, 255 for full. */
    private static void uncover(WritableRaster inks, boolean transformed) {
        int[] row = new int[4 * inks.getWidth()];
        for (int y = 0; y < inks.getHeight(); y++) {
            inks.getPixels(0, y, inks.getWidth(), 1, row);
            for (int i = 0; i < row.length; i += 4) {
                if (transformed) {
                    // Stored turned round, the inks themselves lie where red, green and blue do elsewhere.
                    JpegYcc.toRgb(row, i);
                } else {
                    row[i] = FULL - row[i];
                    row[i + 1] = FULL - row[i + 1];
                    row[i + 2] = FULL - row[i + 2];
                }
                row[i + 3] = FULL - row[i + 3];
            }
            inks.setPixels(0, y, inks.getWidth(), 1, row);
        }
    }
}
