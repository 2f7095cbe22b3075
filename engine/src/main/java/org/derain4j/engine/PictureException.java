package org.derain4j.engine;

import java.util.Objects;

/** A picture that cannot be derained: it is too large to be held, or what comes out of it is no picture. */
public final class PictureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Of memory, or of a disk in its place. */
    private final boolean lacksRoom;

    /**
     * With the reason.
     *
     * @param message one sentence with the remedy
     */
    public PictureException(String message) {
        this(message, null, false);
    }

    private PictureException(String message, Throwable cause, boolean lacksRoom) {
        super(message, cause);
        this.lacksRoom = lacksRoom;
    }

    /**
     * One for lack of memory, or of a disk for what does not fit into memory.
     *
     * @param message one sentence with the remedy
     * @param cause   what was thrown, or null
     * @return an exception that {@link #lacksRoom}
     */
    public static PictureException ofRoom(String message, Throwable cause) {
        Objects.requireNonNull(message, "message");
        return new PictureException(message, cause, true);
    }

    /**
     * Whether the same picture would do on a machine with more memory, or more room on its disk.
     *
     * @return false where the picture itself or the weights are to blame
     */
    public boolean lacksRoom() {
        return lacksRoom;
    }
}
