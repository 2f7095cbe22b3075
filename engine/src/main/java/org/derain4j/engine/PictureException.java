package org.derain4j.engine;

/** A picture that cannot be derained: it is too large to be held, or what comes out of it is no picture. */
public final class PictureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * With the reason.
     *
     * @param message one sentence with the remedy
     */
    public PictureException(String message) {
        super(message);
    }

    /** With what was thrown. */
    PictureException(String message, Throwable cause) {
        super(message, cause);
    }
}
