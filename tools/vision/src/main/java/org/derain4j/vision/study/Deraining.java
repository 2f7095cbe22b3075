package org.derain4j.vision.study;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A way of taking rain out of pictures; opened where it is needed, so that one at a time takes memory. */
public interface Deraining {

    /** As conditions have it. */
    String name();

    /** What it is, in words, for reports. */
    String describe();

    /** Everything that decides the results, on one line: pictures of an earlier run are taken only if theirs is the same. */
    String deciding();

    /** Whether it can make something of the pictures of a condition. */
    boolean takes(Condition before);

    /** The file of what it makes of a sample, where that is there already. */
    Optional<Path> file(Sample sample);

    /** Makes it ready; the caller closes the result. */
    Open open() throws IOException;

    /** One that is ready. */
    interface Open extends AutoCloseable {

        /** What becomes of a sample's picture in some condition; a new picture of its size. */
        BufferedImage of(Sample sample, BufferedImage picture) throws IOException;

        @Override
        void close();
    }
}
