package org.derain4j.web.jobs;

/** An order that is not taken. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Whose fault it is. */
    private final JobState.Reason reason;

    /**
     * With what to tell.
     *
     * @param reason   whose fault it is
     * @param sentence with the remedy
     */
    public RefusedException(JobState.Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    /**
     * Whose fault it is.
     *
     * @return the reason
     */
    public JobState.Reason reason() {
        return reason;
    }
}
