package org.derain4j.pictures.format;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.stream.ImageInputStream;
import org.derain4j.pictures.metadata.Metadata;

/** One format of picture files. Stateless and thread-safe. */
public interface Codec {

    /**
     * Takes a file apart, without decoding its pixels: its sizes are known before memory is taken for them.
     *
     * @param in      a file of this format, from its first byte on; stays open until the pixels are decoded
     * @param lenient whether a picture that is cut short is to be taken as far as it goes
     * @return its parts
     * @throws DamagedException     if its pixels are not all there, or not to be trusted
     * @throws UnsupportedException if it is whole, and of a kind that is not read
     * @throws IOException          if reading fails
     */
    Parts read(ImageInputStream in, boolean lenient) throws IOException;

    /**
     * The most pixels that a side of a picture has where it is written.
     *
     * @return as many as Java counts, unless the format or its encoder has a limit
     */
    default int longestSide() {
        return Integer.MAX_VALUE;
    }

    /**
     * What would not come along if a picture with such metadata became this format.
     *
     * @param metadata of the picture
     * @param same     whether the picture came from this format, so that {@link Metadata#own} can be kept
     * @return a noun phrase each, as {@code its EXIF data}; mostly empty
     */
    List<String> losses(Metadata metadata, boolean same);

    /**
     * Writes a picture with its metadata.
     *
     * @param picture of the kinds of {@link org.derain4j.engine.StandardPixels}, with alpha and 16 bits only where the format has them;
     *                the colour space of its Java colour model says nothing
     * @param store   how
     * @param file    created or overwritten
     * @throws IOException if it cannot be written
     */
    void write(BufferedImage picture, Storing store, Path file) throws IOException;

    /**
     * How a picture is to be written.
     *
     * @param metadata what goes with it
     * @param same     whether the picture came from this format
     * @param coding   how the picture was stored where it came from, in this or another format
     * @param quality  what was asked for, 1 to 100; 0 for this format's own choice: as good as it came, or better
     */
    record Storing(Metadata metadata, boolean same, Coding coding, int quality) {}
}
