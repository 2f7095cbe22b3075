package org.derain4j.cli.telling;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * One line of a terminal, redrawn in place; it goes before any other line is printed, and when the process is told to stop. Without a
 * terminal nothing is drawn.
 */
public final class ProgressLine {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final PrintWriter terminal;
    private final boolean drawn;
    private final int most;
    private final LongSupplier clock;
    private String shown = "";
    private long lastTime;
    private boolean begun;
    private boolean ended;

    /**
     * An empty line.
     *
     * @param terminal to draw on
     * @param drawn    whether it is one
     * @param columns  of the terminal; the last one stays free, as some begin a new line behind it
     */
    public ProgressLine(PrintWriter terminal, boolean drawn, int columns) {
        this(terminal, drawn, columns, System::nanoTime);
    }

    /** With a clock that counts nanoseconds. */
    ProgressLine(PrintWriter terminal, boolean drawn, int columns, LongSupplier clock) {
        this.terminal = terminal;
        this.drawn = drawn;
        this.most = columns - 1;
        this.clock = clock;
    }

    /**
     * Draws the line anew, if the last time is a while ago.
     *
     * @param text makes it, for that many columns; what is more is cut
     */
    public void draw(IntFunction<String> text) {
        if (!drawn) {
            return;
        }
        synchronized (this) {
            long now = clock.getAsLong();
            if (ended || begun && now - lastTime < PAUSE_NANOS) {
                return;
            }
            begin();
            lastTime = now;
            String next = TextWidth.start(text.apply(most), most);
            if (!next.equals(shown)) {
                terminal.print("\r" + next + " ".repeat(Math.max(0, TextWidth.of(shown) - TextWidth.of(next))));
                terminal.flush();
                shown = next;
            }
        }
    }

    private void begin() {
        if (!begun) {
            begun = true;
            try {
                Runtime.getRuntime().addShutdownHook(new Thread(this::end));
            } catch (IllegalStateException e) {
                ended = true; // the JVM is ending already
            }
        }
    }

    /** Leaves an empty line to write on. */
    public synchronized void clear() {
        if (!shown.isEmpty()) {
            terminal.print("\r" + " ".repeat(TextWidth.of(shown)) + "\r");
            terminal.flush();
            shown = "";
        }
    }

    private synchronized void end() {
        clear();
        ended = true;
    }
}
