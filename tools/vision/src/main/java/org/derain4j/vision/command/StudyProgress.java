package org.derain4j.vision.command;

import java.io.PrintWriter;
import java.util.Locale;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.telling.ProgressLine;
import org.derain4j.cli.telling.Tally;
import org.derain4j.cli.telling.Terminal;
import org.derain4j.vision.study.Sample;
import org.derain4j.vision.study.StudyTelling;

/** A line of the terminal with the time left, and a line for what failed. */
final class StudyProgress implements StudyTelling {

    private static final double NANOS = 1e9;

    private final ErrorLines errors;
    private final ProgressLine line;
    private String stage = "";
    private int steps;
    private int done;
    private long begun;

    StudyProgress(ErrorLines errors, PrintWriter err) {
        this.errors = errors;
        Terminal terminal = Terminal.here();
        line = new ProgressLine(err, terminal.errors(), terminal.columns());
    }

    @Override
    public void stage(String name, int number) {
        stage = name;
        steps = number;
        done = 0;
        begun = System.nanoTime();
    }

    @Override
    public void step(String sample) {
        double each = (System.nanoTime() - begun) / NANOS / Math.max(1, done);
        int before = done++;
        line.draw(_ -> "%s  %d/%d %3d %%%s  %s".formatted(stage, before, steps, 100L * before / Math.max(1, steps),
                before == 0 ? "" : "  " + Tally.words(each * (steps - before)) + " left", sample));
    }

    @Override
    public String failure(Sample sample, Throwable cause) {
        line.clear();
        String subject = sample.picture().toString();
        errors.print(subject, cause);
        return errors.sentence(subject, cause);
    }

    @Override
    public void done() {
        line.clear();
        double seconds = (System.nanoTime() - begun) / NANOS;
        if (seconds >= 1) {
            errors.print(String.format(Locale.ROOT, "%s: %d in %.0f s", stage, done, seconds));
        }
    }
}
