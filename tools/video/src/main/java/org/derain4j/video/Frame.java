package org.derain4j.video;

import java.util.Objects;

/**
 * One frame.
 *
 * @param samples    as the {@link FrameFormat} of its stream says; not to be changed
 * @param parameters of the frame alone, as YUV4MPEG2 has them behind {@code FRAME}, with their leading space; mostly empty
 */
public record Frame(byte[] samples, String parameters) {

    /** Both are needed. */
    public Frame {
        Objects.requireNonNull(samples, "samples");
        Objects.requireNonNull(parameters, "parameters");
    }
}
