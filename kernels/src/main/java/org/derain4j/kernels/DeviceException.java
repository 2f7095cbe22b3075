package org.derain4j.kernels;

/** A device cannot do what is asked of it, or failed at it: one sentence with the remedy. */
public final class DeviceException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /**
     * A failure.
     *
     * @param sentence what and why
     */
    public DeviceException(String sentence) {
        super(sentence);
    }

    /**
     * A failure with its cause.
     *
     * @param sentence what and why
     * @param cause    what was thrown
     */
    public DeviceException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
