package org.derain4j.kernels.backend;

/** A device cannot do what is asked of it, or failed at it: one sentence with the remedy. */
public final class DeviceException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** What a caller can do about it. */
    public enum Reason {
        /** This program does not fit the device's memory; a smaller one may. */
        MEMORY,
        /** The device stopped working; only opening it anew may help. */
        LOST,
        /** Nothing but to tell the user. */
        OTHER
    }

    /** Why it failed. */
    private final Reason reason;

    /**
     * A failure that the user must mend.
     *
     * @param sentence what and why
     */
    public DeviceException(String sentence) {
        this(Reason.OTHER, sentence);
    }

    /**
     * A failure.
     *
     * @param reason   what a caller can do about it
     * @param sentence what and why
     */
    public DeviceException(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    /**
     * A failure with its cause.
     *
     * @param sentence what and why
     * @param cause    what was thrown
     */
    public DeviceException(String sentence, Throwable cause) {
        super(sentence, cause);
        this.reason = Reason.OTHER;
    }

    /**
     * What a caller can do about it.
     *
     * @return never null
     */
    public Reason reason() {
        return reason;
    }
}
