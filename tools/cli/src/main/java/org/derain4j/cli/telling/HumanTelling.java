package org.derain4j.cli.telling;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.FinishedPage;
import org.derain4j.cli.inputs.LeftOut;
import org.derain4j.weights.PrintableText;

/** Tells people: lines of what was done, sentences of what was not, and on a terminal one line of how far it has come. */
final class HumanTelling implements Telling {

    /** How much is told; each tells what is below it, too. */
    enum Detail {
        /** What failed. */
        FAILURES,
        /** Notes. */
        NOTES,
        /** What was done. */
        ALL
    }

    /** Of the pictures that failed, in the last sentence; each has had its own. */
    private static final int MOST_NAMED = 10;

    private final Tally tally;
    private final Detail detail;
    private final PrintWriter lines;
    private final ErrorLines errors;
    private final ProgressLine progress;
    private final Terminal terminal;
    private String noun = "picture";

    HumanTelling(Tally tally, Detail detail, PrintWriter lines, ErrorLines errors, ProgressLine progress,
            Terminal terminal) {
        this.tally = tally;
        this.detail = detail;
        this.lines = lines;
        this.errors = errors;
        this.progress = progress;
        this.terminal = terminal;
    }

    @Override
    public synchronized void expects(int number, String called) {
        tally.expects(number);
        noun = called;
    }

    @Override
    public synchronized void advanced(String input, double part) {
        progress.draw(columns -> ProgressText.of(tally, input, part, columns));
    }

    @Override
    public synchronized void advanced(String input, long frames, double each) {
        progress.draw(columns -> ProgressText.of(input, frames, each, columns));
    }

    @Override
    public synchronized void advanced(String input, long frames, long total, double each) {
        progress.draw(columns -> ProgressText.of(input, frames, total, each, columns));
    }

    @Override
    public synchronized void note(String input, String sentence) {
        if (detail.compareTo(Detail.NOTES) >= 0) {
            progress.clear();
            errors.print("note: " + input + ": " + sentence);
        }
    }

    /** On a terminal the one line tells of several, and no other is needed. */
    @Override
    public synchronized void done(Done done) {
        tally.done(done.seconds());
        if (detail != Detail.ALL || terminal.lines() && tally.several()) {
            return;
        }
        progress.clear();
        String number = tally.expected().isPresent()
                ? "  " + tally.finished() + "/" + tally.expected().getAsInt()
                : "  " + tally.finished();
        lines.printf(Locale.ROOT, "%s -> %s  %dx%d%s  %.1f s%s%n", done.input(), done.outputs().getFirst(),
                done.width(),
                done.height(), done.frames() == 1
                        ? ""
                        : "  " + ProgressText.frames(done.frames(), done.seconds() / done.frames()),
                done.seconds(),
                tally.several() ? number : "");
    }

    /** Of several the last line says how many. */
    @Override
    public synchronized void skipped(String input, String output) {
        tally.skipped();
        if (detail == Detail.ALL && !tally.several()) {
            lines.printf("%s -> %s  skipped, exists already%n", input, output);
        }
    }

    @Override
    public synchronized void failed(String input, String sentence, Throwable cause) {
        tally.failed(input, cause);
        progress.clear();
        errors.print(sentence == null ? errors.sentence(input, cause) : sentence);
        if (cause != null) {
            errors.trace(cause);
        }
    }

    @Override
    public synchronized void page(FinishedPage page) {
        if (detail == Detail.ALL) {
            progress.clear();
            lines.println(page);
        }
    }

    @Override
    public synchronized void pageFailed(Path file, Throwable cause) {
        tally.alsoFailed(cause);
        progress.clear();
        errors.print(file.toString(), cause);
    }

    @Override
    public synchronized void leftOut(LeftOut leftOut) {
        if (detail.compareTo(Detail.NOTES) >= 0) {
            progress.clear();
            leftOut.sentence().ifPresent(sentence -> errors.print("note: " + sentence));
        }
    }

    @Override
    public synchronized int ends() {
        progress.clear();
        if (tally.several()) {
            if (detail == Detail.ALL) {
                lines.println(totals());
            }
            List<String> failed = tally.failures();
            if (!failed.isEmpty()) {
                errors.print("%d of %d %ss failed: %s".formatted(failed.size(), tally.finished(), noun,
                        PrintableText.list(failed, MOST_NAMED)));
            }
        }
        return tally.exitCode();
    }

    /** As in {@code 285 of 300 pictures in 41 s (0.14 s each), 10 failed, 5 skipped}. */
    private String totals() {
        int failed = tally.failures().size();
        String done = tally.done() + (tally.done() == tally.finished() ? "" : " of " + tally.finished())
                + " " + noun + (tally.finished() == 1 ? " in " : "s in ") + Tally.words(tally.seconds());
        String each = tally.done() == 0 ? "" : " (" + Tally.words(tally.seconds() / tally.done()) + " each)";
        return (failed == 0 ? terminal.green(done) : done) + each
                + (failed == 0 ? "" : ", " + terminal.red(failed + " failed"))
                + (tally.skippedOnes() == 0 ? "" : ", " + tally.skippedOnes() + " skipped");
    }
}
