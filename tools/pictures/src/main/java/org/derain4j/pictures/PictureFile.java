package org.derain4j.pictures;

import java.awt.image.BufferedImage;
import java.util.List;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.metadata.Metadata;

/** What {@link PictureReader} has found in a file. Immutable but for the picture's pixels. */
public final class PictureFile {

    private final BufferedImage picture;
    private final PictureFormat format;
    private final Metadata metadata;
    private final Coding coding;
    private final List<String> notes;

    PictureFile(BufferedImage picture, PictureFormat format, Metadata metadata, Coding coding, List<String> notes) {
        this.picture = picture;
        this.format = format;
        this.metadata = metadata;
        this.coding = coding;
        this.notes = List.copyOf(notes);
    }

    /**
     * The pixels.
     *
     * @return of a kind of {@link org.derain4j.engine.StandardPixels}, upright: an EXIF orientation is applied
     */
    public BufferedImage picture() {
        return picture;
    }

    /**
     * What the file really is, whatever its name says.
     *
     * @return the format
     */
    public PictureFormat format() {
        return format;
    }

    /**
     * The bits of a sample.
     *
     * @return 8 or 16
     */
    public int bits() {
        return picture.getColorModel().getComponentSize(0);
    }

    /**
     * What the user should know about the reading.
     *
     * @return a sentence each, without the file's name; mostly empty
     */
    public List<String> notes() {
        return notes;
    }

    Metadata metadata() {
        return metadata;
    }

    Coding coding() {
        return coding;
    }
}
