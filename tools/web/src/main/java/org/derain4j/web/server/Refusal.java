package org.derain4j.web.server;

import org.derain4j.web.jobs.JobState;
import org.derain4j.web.jobs.RefusedException;

/** A request that is not carried out; the message is the sentence to tell, with the remedy. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String header;
    private final String value;

    Refusal(int status, String sentence) {
        this(status, sentence, null, null);
    }

    private Refusal(int status, String sentence, String header, String value) {
        super(sentence, null, false, false);
        this.status = status;
        this.header = header;
        this.value = value;
    }

    /** The same with a header that goes with its status. */
    Refusal with(String name, String text) {
        return new Refusal(status, getMessage(), name, text);
    }

    static Refusal of(RefusedException e) {
        return of(e.reason(), e.getMessage());
    }

    static Refusal of(JobState.Reason reason, String sentence) {
        Refusal refusal = new Refusal(status(reason), sentence);
        return reason == JobState.Reason.BUSY ? refusal.with("Retry-After", "5") : refusal;
    }

    /** What a failure is in HTTP. */
    static int status(JobState.Reason reason) {
        return switch (reason) {
            case BAD_REQUEST -> 400;
            case NO_PICTURE -> 415;
            case TOO_LARGE -> 413;
            case BUSY -> 503;
            case TOO_LONG -> 504;
            case INTERNAL -> 500;
        };
    }

    int status() {
        return status;
    }

    String header() {
        return header;
    }

    String value() {
        return value;
    }
}
