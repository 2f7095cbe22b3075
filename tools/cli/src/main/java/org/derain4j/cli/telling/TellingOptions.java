package org.derain4j.cli.telling;

import java.io.PrintWriter;
import org.derain4j.cli.common.ErrorLines;
import picocli.CommandLine.Option;

/** How a run tells of itself; use with {@code @Mixin}. */
public final class TellingOptions {

    @Option(names = "--quiet", description = "Print nothing but failures.")
    private boolean quiet;

    @Option(names = "--json",
            description = "Print an object of JSON on standard output for each picture, a line each, and a last one of totals "
                    + "(docs/telling.md); nothing else.")
    private boolean json;

    /** Whether standard output is for programs. */
    public boolean isJson() {
        return json;
    }

    /** Whether people are to be told all. */
    public boolean isForPeople() {
        return !json && !quiet;
    }

    /**
     * What is asked for.
     *
     * @param lines
     *            takes what was done: standard output, unless that carries a picture or frames
     * @param errors
     *            takes notes and failures, and the line of a terminal
     */
    public Telling open(PrintWriter lines, ErrorLines errors) {
        Terminal terminal = Terminal.here();
        ProgressLine progress = new ProgressLine(errors.stream(), terminal.errors() && !quiet, terminal.columns());
        HumanTelling.Detail detail = quiet
                ? HumanTelling.Detail.FAILURES
                : json ? HumanTelling.Detail.NOTES : HumanTelling.Detail.ALL;
        Tally tally = new Tally();
        HumanTelling human = new HumanTelling(tally, detail, lines, errors, progress, terminal);
        return json ? new JsonTelling(tally, lines, human, errors) : human;
    }
}
