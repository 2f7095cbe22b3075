package org.derain4j.pictures.format;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.derain4j.pictures.metadata.Metadata;

/**
 * A file taken apart.
 *
 * @param width       columns as stored
 * @param height      rows as stored
 * @param bits        the most that a sample has
 * @param demand      what decoding takes
 * @param metadata    all that is to be carried over, as it was found
 * @param coding      how the pixels were stored
 * @param notes       what the user should know, a sentence each
 * @param pixels      decodes
 */
public record Parts(int width, int height, int bits, Demand demand, Metadata metadata, Coding coding,
        List<String> notes,
        Pixels pixels) {

    /**
     * What decoding takes of Java's heap.
     *
     * @param bands  of the picture: colours and alpha
     * @param copies how often the samples are there at most while they are decoded; 1 only where they are put into their place
     * @param held   bytes of the file that are in memory meanwhile
     */
    public record Demand(int bands, double copies, long held) {

        /**
         * For a picture that is turned.
         *
         * @param samples bytes that all samples of the picture take
         * @param turns   whether rows become columns, for which one copy is needed unless they come to lie so at once
         * @return the most bytes at a time
         */
        public long bytes(long samples, boolean turns) {
            return (long) (samples * (copies + (turns && copies > 1 ? 1 : 0))) + held;
        }
    }

    /** The pixels, not yet decoded. */
    @FunctionalInterface
    public interface Pixels {

        /**
         * Decodes.
         *
         * @param place has a picture for them, which need not be used, but saves a copy
         * @param notes takes what the decoding has shown, a sentence each
         * @return pixels as stored: the picture of the place, or one of any kind that {@link org.derain4j.engine.StandardPixels} takes;
         *         grey and RGB have the file's own values
         * @throws DamagedException     if they are not all there
         * @throws UnsupportedException if they are of a kind that is not read
         * @throws IOException          if reading fails
         */
        BufferedImage decode(Upright place, Consumer<String> notes) throws IOException;
    }

    /**
     * With a copy of the notes.
     */
    public Parts {
        notes = List.copyOf(notes);
    }
}
