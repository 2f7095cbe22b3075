package org.derain4j.kernels.cpu;

/** The scratch file cannot be made, written or read; the message is one sentence for the user, with the remedy. */
public final class ScratchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What to do about nearly everything that can happen to such a file. */
    static final String REMEDY = "give another folder with Derainer.Builder.scratch";

    ScratchException(String message) {
        super(message);
    }

    ScratchException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What the system said. */
    static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
