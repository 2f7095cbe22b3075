package org.derain4j.cli.view;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.derain4j.engine.Memory;
import org.derain4j.engine.PictureException;
import org.derain4j.pictures.PictureFile;
import org.derain4j.pictures.PictureFileException;
import org.derain4j.pictures.PictureReader;

/** Refuses a picture that does not have the size of another, before it is decoded. */
public final class SameSize implements PictureReader.WorkingMemory {

    private final Path file;
    private final BufferedImage picture;

    private SameSize(Path file, BufferedImage picture) {
        this.file = file;
        this.picture = picture;
    }

    /**
     * Reads a picture of the size of one that was read before.
     *
     * @param other   a file
     * @param file    the one before
     * @param picture what is in that
     */
    public static PictureFile read(Path other, Path file, BufferedImage picture) throws PictureFileException {
        return new PictureReader(new SameSize(file, picture)).read(other);
    }

    /** It was counted with the first. */
    @Override
    public Memory memory(int height, int width) {
        return new Memory(height, width, 0, 0, 0);
    }

    @Override
    public void decodes(int height, int width, long samples, long reading) {
        if (height != picture.getHeight() || width != picture.getWidth()) {
            throw new PictureException("is %dx%d, but %s is %dx%d; only equal sizes can be compared".formatted(width,
                    height, file, picture.getWidth(), picture.getHeight()));
        }
    }
}
