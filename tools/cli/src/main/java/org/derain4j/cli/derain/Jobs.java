package org.derain4j.cli.derain;

import java.util.OptionalInt;

/** The jobs of a run, in their order. Asked by one thread. */
interface Jobs {

    /** What is to be done about a job. */
    enum Verdict {
        /** It is to run. */
        RUN,
        /** Its results are there already, and that is right. */
        SKIPPED,
        /** It may not run. */
        REFUSED
    }

    /**
     * A job and what is to be done about it.
     *
     * @param reason of a refusal, a sentence; else empty
     */
    record Next(Job job, Verdict verdict, String reason) {}

    /** The next one, waiting for it where a folder is watched; null behind the last. */
    Next next() throws InterruptedException;

    /** How many there are in all; empty where a folder is watched. */
    OptionalInt count();
}
