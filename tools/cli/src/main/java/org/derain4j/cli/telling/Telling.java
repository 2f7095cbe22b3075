package org.derain4j.cli.telling;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.derain4j.cli.common.FinishedPage;
import org.derain4j.cli.inputs.LeftOut;

/** What a run tells on the way. May be used by several threads at once. */
public interface Telling {

    /** What the pictures are worked on by; asked only where that is told. */
    default void uses(Supplier<Engine> engine) {}

    /**
     * How many there will be, and what one is called; else there will be any number of pictures.
     *
     * @param noun {@code picture} or {@code film}
     */
    void expects(int number, String noun);

    /**
     * How far the one that is worked on has come.
     *
     * @param input as {@link Done#input}
     * @param part  0 to 1
     */
    void advanced(String input, double part);

    /**
     * How far a stream of frames has come, of which nobody knows how many there are.
     *
     * @param input  as {@link Done#input}
     * @param frames that are done
     * @param each   seconds that one takes
     */
    default void advanced(String input, long frames, double each) {}

    /**
     * How far a film has come.
     *
     * @param input  as {@link Done#input}
     * @param frames that are done
     * @param total  how many there are to be, at least 1
     * @param each   seconds that one takes
     */
    default void advanced(String input, long frames, long total, double each) {}

    /** What the user should know about one. */
    void note(String input, String sentence);

    /** One is done. */
    void done(Done done);

    /** One was there already. */
    void skipped(String input, String output);

    /**
     * One has failed.
     *
     * @param sentence what is said, or null for what the cause says of itself
     * @param cause    an exception as {@code ErrorLines} takes it, which decides about the exit code; or null
     */
    void failed(String input, String sentence, Throwable cause);

    /** All that was done is on a page; before the end. */
    void page(FinishedPage page);

    /**
     * There is no page though one was wanted; before the end.
     *
     * @param cause an exception as {@code ErrorLines} takes it
     */
    void pageFailed(Path file, Throwable cause);

    /** What lies in the folders and was not taken; before the end. */
    default void leftOut(LeftOut leftOut) {}

    /** The run is over: says how many were done, skipped and failed, and returns the exit code. */
    int ends();
}
