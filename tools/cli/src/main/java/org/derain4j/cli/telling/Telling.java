package org.derain4j.cli.telling;

/** What a run tells on the way. May be used by several threads at once. */
public interface Telling {

    /** How many pictures and films there will be; not called where nobody knows. */
    void expects(int number);

    /**
     * How far the one that is worked on has come.
     *
     * @param input as {@link Done#input}
     * @param part  0 to 1
     */
    void advanced(String input, double part);

    /** What the user should know about one. */
    void note(String input, String sentence);

    /** One is done. */
    void done(Done done);

    /** One was there already. */
    void skipped(String input, String output);

    /**
     * One has failed.
     *
     * @param cause an exception as {@code ErrorLines} takes it, or null where the sentence says all
     */
    void failed(String input, String sentence, Throwable cause);

    /** The run is over: says how many were done, skipped and failed, and returns the exit code. */
    int ends();
}
