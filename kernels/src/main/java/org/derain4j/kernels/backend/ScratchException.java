package org.derain4j.kernels.backend;

/** The scratch file cannot be made, written or read; the message is one sentence for the user, with the remedy. */
public final class ScratchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What to do about nearly everything that can happen to such a file. */
    public static final String REMEDY = "choose another folder for it (--scratch, or DerainerBuilder.scratch)";

    /**
     * Without a cause.
     *
     * @param message one sentence
     */
    public ScratchException(String message) {
        super(message);
    }

    /**
     * With a cause.
     *
     * @param message one sentence
     * @param cause   what the system said
     */
    public ScratchException(String message, Throwable cause) {
        super(message, cause);
    }
}
