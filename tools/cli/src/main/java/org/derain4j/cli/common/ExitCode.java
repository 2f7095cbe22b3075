package org.derain4j.cli.common;

/** What the process ends with. */
public final class ExitCode {

    /** Everything asked for was done. */
    public static final int DONE = 0;
    /** At least one input failed; each is named on the error stream. */
    public static final int INPUT_FAILED = 1;
    /** The command line asks for something impossible. */
    public static final int USAGE = 2;
    /** The weights cannot be used. */
    public static final int MODEL = 3;
    /** Memory ran out for a picture, or the disk for what is made of it. */
    public static final int NO_ROOM = 5;
    /** A bug in the command itself; the value of BSD's EX_SOFTWARE. */
    public static final int INTERNAL = 70;

    private ExitCode() {}
}
