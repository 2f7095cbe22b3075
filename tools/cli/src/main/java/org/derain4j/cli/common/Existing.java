package org.derain4j.cli.common;

/** What becomes of a picture or film whose results exist already. */
public enum Existing {
    /** It may not run. */
    REFUSED,
    /** It is done, unless one of its results is missing: then all are made anew. */
    SKIPPED,
    /** It runs, and they are replaced, even the input itself. */
    REPLACED
}
