package org.derain4j.cli.derain;

import java.io.PrintWriter;
import org.derain4j.engine.Progress;
import org.derain4j.weights.PrintableText;

/** One line of a terminal, redrawn in place while a picture is worked on. Draws nothing where there is no terminal. */
final class ProgressLine implements AutoCloseable, Progress {

    /** The launcher sets it where the error stream is a terminal; Java itself only knows about standard input and output together. */
    static final String TERMINAL = "derain.terminal";

    private static final int BAR = 24;
    private static final int MOST_NAME = 40;

    private final PrintWriter err;
    private final String name;
    private final boolean drawn;
    private int shown = -1;

    ProgressLine(PrintWriter err, String name) {
        this.err = err;
        String shown = PrintableText.of(name);
        this.name = shown.length() <= MOST_NAME ? shown : "..." + shown.substring(shown.length() - MOST_NAME + 3);
        this.drawn = Boolean.getBoolean(TERMINAL);
        advanced(0, 1);
    }

    @Override
    public boolean advanced(int done, int total) {
        int percent = (int) (100L * done / total);
        if (drawn && percent != shown) {
            int filled = BAR * percent / 100;
            err.printf("\r%s  [%s%s] %3d %%", name, "#".repeat(filled), ".".repeat(BAR - filled), percent);
            err.flush();
            shown = percent;
        }
        return true;
    }

    /** Leaves an empty line to write on. */
    @Override
    public void close() {
        if (drawn) {
            err.print("\r" + " ".repeat(name.length() + BAR + 10) + "\r");
            err.flush();
        }
    }
}
