package org.derain4j.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.derain.DerainCommand;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;

/** The program: puts the commands together and turns whatever goes wrong into a sentence and an exit code. */
public final class Derain {

    /**
     * The launcher's name for the real error stream. It sends file descriptor 2 through a filter, because the JVM
     * itself prints a warning there about the incubating vector module, before any Java code runs.
     */
    private static final String ERROR_STREAM = "derain.stderr";

    private Derain() {}

    /**
     * Runs the command and ends the JVM with its exit code.
     *
     * @param args
     *            the command line
     */
    public static void main(String[] args) {
        takeErrorStream();
        System.exit(
                run(HeadStart.of(args), new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }

    /** Runs the command on any engine and streams, and returns the exit code. */
    static int run(DerainCommand.Engines engines, PrintWriter out, PrintWriter err, String... args) {
        DerainCommand command = new DerainCommand(engines);
        CommandLine line = new CommandLine(command);
        Subcommands.add(line, args); // first, since what is set below is set for those that are there
        line.setOut(out).setErr(err)
                .setExpandAtFiles(false) // @sunset.png is a picture
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(Derain::execute)
                .setParameterExceptionHandler((e, _) -> usage(command, e))
                .setExecutionExceptionHandler((e, failed, _) -> failure(command, failed, e));
        try {
            return line.execute(args);
        } catch (Error e) {
            // picocli lets errors through; to the user an OutOfMemoryError is a failure like any other.
            return failure(command, line, e);
        }
    }

    private static int execute(ParseResult parsed) {
        if (parsed.hasSubcommand() && !parsed.isUsageHelpRequested() && !parsed.isVersionHelpRequested()) {
            refuseArgumentsBefore(parsed.subcommand(), parsed);
        }
        return new RunLast().execute(parsed);
    }

    /** Pictures and options before a subcommand's name would otherwise be dropped without a word. */
    private static void refuseArgumentsBefore(ParseResult subcommand, ParseResult parsed) {
        for (ArgSpec arg : parsed.matchedArgs()) {
            if (arg.scopeType() != ScopeType.INHERIT) {
                String what = arg instanceof OptionSpec option
                        ? option.longestName()
                        : arg.originalStringValues().getFirst();
                throw new ParameterException(parsed.commandSpec().commandLine(), "'" + what + "' means nothing before '"
                        + subcommand.commandSpec().name() + "'");
            }
        }
    }

    private static int usage(DerainCommand command, ParameterException e) {
        String sentence = e.getMessage();
        command.errors().print(sentence + "; see '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'");
        return ExitCode.USAGE;
    }

    private static int failure(DerainCommand command, CommandLine failed, Throwable cause) {
        command.errors().print("'" + failed.getCommandSpec().qualifiedName() + "'", cause);
        return ErrorLines.exitCode(cause);
    }

    private static void takeErrorStream() {
        String path = System.getProperty(ERROR_STREAM);
        if (path != null) {
            try {
                // Appending, as the stream may be a file that others write to as well.
                System.setErr(new PrintStream(new FileOutputStream(path, true), true, System.err.charset()));
            } catch (IOException e) {
                // Some streams, sockets for one, cannot be opened by path: the filtered one serves as well.
            }
        }
    }
}
