package org.derain4j.cli.telling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.ExitCode;

/** What has been done so far, what not, and how long it took. Not thread-safe. */
public final class Tally {

    private static final double NANOS = 1e9;
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;

    private final LongSupplier clock;
    private final long start;
    private final List<String> failed = new ArrayList<>();
    private OptionalInt expected = OptionalInt.empty();
    private int done;
    private int skipped;
    private int exitCode = ExitCode.DONE;

    /** When the last one was finished, and how long those that are done have taken, one after the other. */
    private long last;
    private double busySeconds;
    private double farthest;

    /** Begins now. */
    Tally() {
        this(System::nanoTime);
    }

    /** With a clock that counts nanoseconds. */
    Tally(LongSupplier clock) {
        this.clock = clock;
        this.start = clock.getAsLong();
        this.last = start;
    }

    void expects(int number) {
        expected = OptionalInt.of(number);
    }

    /** Pictures overlap, and a folder that is watched lets them wait: what counts is from one to the next, but no more than the work itself. */
    void done(double seconds) {
        long now = clock.getAsLong();
        busySeconds += Math.min(seconds, (now - last) / NANOS);
        last = now;
        done++;
    }

    void skipped() {
        skipped++;
    }

    void failed(String input, Throwable cause) {
        last = clock.getAsLong();
        failed.add(input);
        exitCode = Math.max(exitCode, exitCode(cause)); // memory and disks come first
    }

    /** What is none of the pictures. */
    void alsoFailed(Throwable cause) {
        exitCode = Math.max(exitCode, exitCode(cause));
    }

    /** What one picture's failure alone ends the process with; the cause may be null. */
    static int exitCode(Throwable cause) {
        return cause != null && ErrorLines.exitCode(cause) == ExitCode.NO_ROOM
                ? ExitCode.NO_ROOM
                : ExitCode.INPUT_FAILED;
    }

    int done() {
        return done;
    }

    int skippedOnes() {
        return skipped;
    }

    List<String> failures() {
        return failed;
    }

    int exitCode() {
        return exitCode;
    }

    /** Done, skipped and failed. */
    int finished() {
        return done + skipped + failed.size();
    }

    /** How many there are in all, as far as that is known. */
    OptionalInt expected() {
        return expected;
    }

    /**
     * How much of all is done; empty where nobody knows how many there are. It never goes back: while the last picture is being written, the
     * next one has begun.
     *
     * @param part of the picture that is worked on
     */
    OptionalDouble part(double part) {
        if (expected.isEmpty()) {
            return OptionalDouble.empty();
        }
        farthest = Math.max(farthest, Math.min(1, (finished() + part) / expected.getAsInt()));
        return OptionalDouble.of(farthest);
    }

    /** Whether there may be more than one, or none. */
    boolean several() {
        return expected.orElse(2) != 1;
    }

    /** Since the beginning. */
    double seconds() {
        return (clock.getAsLong() - start) / NANOS;
    }

    /** The mean, once there is one. */
    OptionalDouble secondsEach() {
        return done == 0 ? OptionalDouble.empty() : OptionalDouble.of(busySeconds / done);
    }

    /** Words for a time. */
    public static String words(double seconds) {
        if (seconds < 99.5) {
            String format = seconds < 0.995 ? "%.2f s" : seconds < 9.95 ? "%.1f s" : "%.0f s";
            return String.format(Locale.ROOT, format, seconds);
        }
        long whole = Math.round(seconds);
        return whole < HOUR
                ? String.format(Locale.ROOT, "%d min %02d s", whole / MINUTE, whole % MINUTE)
                : String.format(Locale.ROOT, "%d h %02d min", whole / HOUR, whole % HOUR / MINUTE);
    }
}
