package org.derain4j.cli.derain;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.derain4j.engine.Separation;
import org.derain4j.pictures.PictureFileException;
import org.derain4j.pictures.PictureWriter;

/** The picture of {@code --layer}: the rain by itself, a PNG that says what its samples mean. */
final class Layer {

    private static final String MEANING = "The rain that Derain4J found: each sample is " + Separation.NO_RAIN
            + " + (picture - result at full strength) / 2 in levels of 16 bits; " + Separation.NO_RAIN + " is no rain.";

    private Layer() {}

    static void write(BufferedImage rain, Path file) throws PictureFileException {
        new PictureWriter().write(rain, MEANING, file);
    }
}
