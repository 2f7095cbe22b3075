package org.derain4j.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.StandardStreams;
import org.derain4j.cli.derain.RainRemover;

/** The {@code derain} command in this JVM, whose own door is not public: the plugin's results are held against its own. */
public final class Command {

    private Command() {}

    /** Runs it as a shell would, and fails unless it succeeds. */
    public static void derain(Object... args) {
        StringWriter errors = new StringWriter();
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        int exitCode = Derain.run((options, rounding) -> RainRemover.of(options.open(rounding), options),
                StandardStreams.ofProcess(), new PrintWriter(new StringWriter()), new PrintWriter(errors, true), words);
        if (exitCode != ExitCode.DONE) {
            throw new AssertionError("exit code " + exitCode + ": " + errors);
        }
    }
}
