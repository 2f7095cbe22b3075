package org.derain4j.cli.common;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import org.derain4j.engine.ModelException;
import org.derain4j.engine.PictureException;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.weights.PrintableText;
import org.derain4j.weights.WeightFormatException;

/** The error stream of all commands: one sentence a line, a stack trace only for a bug and on request. */
public final class ErrorLines {

    private final PrintWriter err;
    private final boolean debug;

    /** With a stack trace for each failure, if {@code debug}. */
    public ErrorLines(PrintWriter err, boolean debug) {
        this.err = err;
        this.debug = debug;
    }

    /** For what is no failure. */
    public PrintWriter stream() {
        return err;
    }

    /** Prints a sentence, with the full stop that it may lack. */
    public void print(String sentence) {
        err.println(PrintableText.of("derain: " + ended(sentence)));
    }

    /** Prints what ended the work on a subject. */
    public void print(String subject, Throwable cause) {
        print(sentence(subject, cause));
        trace(cause);
    }

    /** What ended the work on a subject, which the sentence of an expected failure names by itself. */
    public String sentence(String subject, Throwable cause) {
        if (exitCode(cause) == ExitCode.INTERNAL) {
            return subject + ": internal error (" + cause + "), please report it"
                    + (debug ? "." : " with what --debug prints.");
        }
        return ended(cause instanceof PictureException ? subject + ": " + cause.getMessage() : sentence(cause));
    }

    private static String ended(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    /** Prints where a failure comes from, if that is asked for. */
    public void trace(Throwable cause) {
        if (debug) {
            printTrace(cause);
        }
    }

    /** Not Throwable's own way, in which a message could begin a line. */
    private void printTrace(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            err.printf("%s%s%n", cause == failure ? "" : "Caused by: ", cause.toString());
            for (StackTraceElement frame : cause.getStackTrace()) {
                err.printf("\tat %s%n", frame);
            }
        }
    }

    /** What the process ends with after an exception that nobody caught. */
    public static int exitCode(Throwable cause) {
        return switch (cause) {
            case Failure failure when failure.exitCode() != ExitCode.INPUT_FAILED -> failure.exitCode();
            case ModelException _,WeightFormatException _ -> ExitCode.MODEL;
            case Throwable _ when Room.ranOut(cause) -> ExitCode.NO_ROOM;
            case Failure _,IOException _,PictureException _,DeviceException _ -> ExitCode.INPUT_FAILED;
            default -> ExitCode.INTERNAL;
        };
    }

    private static String sentence(Throwable cause) {
        return switch (cause) {
            case FileSystemException e -> e.getFile() + ": " + Failure.reason(e);
            case IOException e -> Failure.reason(e);
            // A compiler's log, which the driver adds, has several lines.
            case DeviceException e -> String.join(" / ", e.getMessage().lines().toList());
            case OutOfMemoryError _ -> "not enough memory; take a smaller picture or a larger machine.";
            default -> cause.getMessage();
        };
    }
}
