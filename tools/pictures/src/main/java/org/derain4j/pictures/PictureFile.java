package org.derain4j.pictures;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * What {@link PictureReader} has found in a file.
 *
 * @param picture the pixels, of a kind of {@link org.derain4j.engine.StandardPixels}, as stored: an EXIF orientation is not
 *                applied
 * @param format  what the file really is, whatever its name says
 * @param notes   what the user should know about the reading, a sentence each, without the file's name; mostly empty
 */
public record PictureFile(BufferedImage picture, PictureFormat format, List<String> notes) {

    /**
     * With a copy of the notes.
     */
    public PictureFile {
        notes = List.copyOf(notes);
    }
}
