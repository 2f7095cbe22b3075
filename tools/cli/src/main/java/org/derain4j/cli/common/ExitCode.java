package org.derain4j.cli;

/** What the process ends with. */
final class ExitCode {
    /** Everything asked for was done. */
    static final int DONE = 0;
    /** At least one input failed; each is named on the error stream. */
    static final int INPUT_FAILED = 1;
    /** The command line asks for something impossible. */
    static final int USAGE = 2;
    /** The weights cannot be used. */
    static final int MODEL = 3;
    /** A bug in the command itself; the value of BSD's EX_SOFTWARE. */
    static final int INTERNAL = 70;

    private ExitCode() {}
}
