package org.derain4j.cli.derain;

/** What becomes of a job whose results exist already. */
enum Existing {
    /** It may not run. */
    REFUSED,
    /** It is done, unless one of its results is missing: then all are made anew. */
    SKIPPED,
    /** It runs, and they are replaced, even the input itself. */
    REPLACED
}
