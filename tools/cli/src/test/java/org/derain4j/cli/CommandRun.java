package org.derain4j.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.derain4j.cli.common.StandardStreams;
import org.derain4j.cli.derain.DerainCommand;
import org.derain4j.cli.derain.RainRemover;

/** What a command line ended with and printed. */
public record CommandRun(int exitCode, String out, String err) {

    /** Runs the whole program as a shell would, on engines that a picture command must not ask for. */
    public static CommandRun of(Object... args) {
        return of((_, _) -> {
            throw new AssertionError("this command opens its engine itself");
        }, args);
    }

    /** Runs the whole program as a shell would. */
    public static CommandRun onEngine(Object... args) {
        return of((options, rounding) -> RainRemover.of(options.open(rounding), options), args);
    }

    private static CommandRun of(DerainCommand.Engines engines, Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        int exitCode = Derain.run(engines, StandardStreams.ofProcess(), new PrintWriter(out, true),
                new PrintWriter(err, true), words);
        return new CommandRun(exitCode, out.toString().replace("\r\n", "\n"), err.toString().replace("\r\n", "\n"));
    }
}
