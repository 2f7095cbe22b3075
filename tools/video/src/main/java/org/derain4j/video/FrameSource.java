package org.derain4j.video;

import java.io.IOException;

/** Frames in their order. */
public interface FrameSource {

    /**
     * What all of them have in common.
     *
     * @return the format
     */
    FrameFormat format();

    /**
     * The next one.
     *
     * @return a frame, or null behind the last
     * @throws IOException if reading fails, or the stream ends within a frame
     */
    Frame next() throws IOException;
}
