package org.derain4j.conformance;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** The pictures of a reference: PNG, 8 bits, red, green and blue. */
final class ReferencePicture {

    private ReferencePicture() {}

    static BufferedImage read(Path file) throws IOException {
        BufferedImage picture;
        try {
            picture = ImageIO.read(file.toFile());
        } catch (IOException problem) {
            throw new IOException(file + " cannot be read as a picture: " + problem.getMessage(), problem);
        }
        if (picture == null) {
            throw new IOException(file + " is not a picture.");
        }
        if (picture.getRaster().getNumBands() != 3 || picture.getSampleModel().getSampleSize(0) != 8) {
            throw new IOException(file + " is not an 8-bit RGB picture, as pictures of a reference are.");
        }
        return picture;
    }

    /** The picture's bytes as the network orders its values: [height, width, 3], B, G, R. */
    static int[] bytes(BufferedImage picture) {
        Raster raster = picture.getRaster();
        int[] values = raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (int[]) null);
        for (int i = 0; i < values.length; i += 3) {
            int red = values[i];
            values[i] = values[i + 2];
            values[i + 2] = red;
        }
        return values;
    }
}
