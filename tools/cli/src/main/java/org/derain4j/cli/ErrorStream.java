package org.derain4j.cli;

import java.io.FileDescriptor;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The real error stream. On file descriptor 2 the JVM prints a warning about the incubating vector module before any Java code
 * runs, so the launcher leads that through a filter, and hands the real stream over as descriptor 0, where the command reads nothing
 * from there: Java can write to no further descriptor but by opening it anew, which in a log would begin at an offset of its
 * own and overwrite lines. A terminal has no offsets; it is opened where the command reads from descriptor 0.
 */
final class ErrorStream {

    /** Set by the launcher: the number of a descriptor, or a terminal to open. */
    private static final String ERRORS = "derain.errors";

    /** Set by the launcher, and read by who draws what is no line. */
    private static final String TERMINAL = "derain.terminal";

    /** Set by the launcher, to the filter's process id where the shell tells it. */
    private static final String FILTER = "derain.filter";

    private static final long PATIENCE_SECONDS = 2;

    private ErrorStream() {}

    /** Makes the real stream {@link System#err}. */
    static void take() {
        String errors = System.getProperty(ERRORS, "2");
        if (errors.equals("0")) {
            set(new FileOutputStream(FileDescriptor.in));
        } else if (!errors.equals("2")) {
            try {
                set(new FileOutputStream(errors));
            } catch (FileNotFoundException e) {
                System.setProperty(TERMINAL, "false"); // the filter waits for whole lines
            }
        }
    }

    private static void set(FileOutputStream stream) {
        System.setErr(new PrintStream(stream, true, System.err.charset()));
    }

    /** Waits until the filter has passed on what others, such as drivers, printed on descriptor 2. To be called last. */
    static void drain() {
        try {
            ProcessHandle filter = ProcessHandle.of(Long.parseLong(System.getProperty(FILTER, ""))).orElseThrow();
            new FileOutputStream(FileDescriptor.err).close(); // the filter's end of input
            filter.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | RuntimeException | ExecutionException | TimeoutException e) {
            // There is no filter, or it goes on by itself.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
