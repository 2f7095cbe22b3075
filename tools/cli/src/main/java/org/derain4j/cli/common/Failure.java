package org.derain4j.cli.common;

import java.io.IOException;
import org.derain4j.pictures.PictureFileException;

/** A failure that the user can mend: the message is the one sentence to print, the exit code what the process ends with. */
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private Failure(int exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    /** One input, or what was to be made of it, cannot be read or written. */
    public static Failure input(String sentence) {
        return new Failure(ExitCode.INPUT_FAILED, sentence, null);
    }

    /** As {@link #input(String)}: {@code subject} is the file, and the cause becomes the rest of the sentence. */
    public static Failure input(Object subject, IOException cause) {
        return new Failure(ExitCode.INPUT_FAILED, subject + ": " + reason(cause), cause);
    }

    /** The command line asks for something impossible. */
    public static Failure usage(String sentence) {
        return new Failure(ExitCode.USAGE, sentence, null);
    }

    /** Refuses a number that an option does not take. */
    public static void requireWithin(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw usage(option + " is " + value + "; give " + least + " to " + most + ".");
        }
    }

    /** The weights cannot be used. */
    public static Failure model(String sentence, Throwable cause) {
        return new Failure(ExitCode.MODEL, sentence, cause);
    }

    /** The weights, or what is to be made of them, do not fit into Java's memory. */
    public static Failure memory(Object model, OutOfMemoryError cause) {
        return model(
                "%s: needs more memory than Java may use here, %d MB; give it more, as with -Xmx4g.".formatted(model,
                        Runtime.getRuntime().maxMemory() >> 20),
                cause);
    }

    /** What the process ends with. */
    public int exitCode() {
        return exitCode;
    }

    /** What went wrong, without the file's name. */
    public static String reason(IOException e) {
        return PictureFileException.reason(e);
    }
}
