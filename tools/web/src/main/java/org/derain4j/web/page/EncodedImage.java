package org.derain4j.web.page;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.derain4j.pictures.PictureFile;

/**
 * A picture as a browser takes it: a JPEG, or a PNG where it has transparency.
 *
 * @param bytes     of the file
 * @param mediaType {@code image/jpeg} or {@code image/png}
 * @param width     columns, fewer than the picture's where it had to be reduced
 * @param height    rows
 */
public record EncodedImage(byte[] bytes, String mediaType, int width, int height) {

    /**
     * Encodes a picture, reduced as far as it must be.
     *
     * @param picture     any kind
     * @param source      whose colour profile it has
     * @param longestSide pixels that the longer side has at most
     * @param mostBytes   that the file takes at most
     * @return the file
     * @throws IOException if the temporary folder does not take it
     */
    public static EncodedImage of(BufferedImage picture, PictureFile source, int longestSide, long mostBytes)
            throws IOException {
        throw new UnsupportedOperationException();
    }
}
