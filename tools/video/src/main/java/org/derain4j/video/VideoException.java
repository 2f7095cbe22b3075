package org.derain4j.video;

import java.io.IOException;

/** A stream of frames that cannot be read, or not be worked on; the message is a sentence for the user. */
public final class VideoException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * With a reason.
     *
     * @param sentence what is wrong, and the remedy
     */
    public VideoException(String sentence) {
        super(sentence);
    }

    /**
     * With a reason and what brought it about.
     *
     * @param sentence what is wrong, and the remedy
     * @param cause    what was thrown
     */
    public VideoException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
