package org.derain4j.video;

import java.io.IOException;

/** Takes frames in their order. */
@FunctionalInterface
public interface FrameSink {

    /**
     * Takes one and passes it on at once.
     *
     * @param frame of the format that was agreed on
     * @throws IOException if writing fails
     */
    void write(Frame frame) throws IOException;
}
