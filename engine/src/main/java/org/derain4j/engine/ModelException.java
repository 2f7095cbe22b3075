package org.derain4j.engine;

import java.io.IOException;

/** A sound weight file that is no network we know: variables missing, unknown or of another shape, or an unknown name. */
public final class ModelException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * With all that is wrong.
     *
     * @param message for people, naming the file
     */
    public ModelException(String message) {
        super(message);
    }
}
