package org.derain4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.NamedPlace;
import org.derain4j.cli.common.StandardStreams;
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

    private Derain() {}

    /**
     * Runs the command and ends the JVM with its exit code.
     *
     * @param args
     *            the command line
     */
    public static void main(String[] args) {
        ErrorStream.take();
        int exitCode = run(HeadStart.of(args), StandardStreams.ofProcess(), new PrintWriter(System.out),
                new PrintWriter(System.err), args);
        ErrorStream.drain();
        System.exit(exitCode);
    }

    /**
     * The command with all its commands, which opens no engine: for who writes its manual.
     *
     * @return as picocli knows it
     */
    public static CommandLine described() {
        CommandLine line = new CommandLine(new DerainCommand(HeadStart.of(), StandardStreams.ofProcess()));
        Subcommands.add(line, "--help");
        return line;
    }

    /** Runs the command on any engine and streams, and returns the exit code. */
    static int run(DerainCommand.Engines engines, StandardStreams streams, PrintWriter out, PrintWriter err,
            String... args) {
        DerainCommand command = new DerainCommand(engines, streams);
        CommandLine line = new CommandLine(command);
        Subcommands.add(line, args); // first, since what is set below is set for those that are there
        line.setOut(new PrintableWriter(out)).setErr(new PrintableWriter(err))
                .registerConverter(Path.class, NamedPlace::path)
                .setExpandAtFiles(false) // @sunset.png is a picture
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(Derain::execute)
                .setParameterExceptionHandler((e, _) -> usage(command, e))
                .setExecutionExceptionHandler((e, failed, _) -> failure(command, failed, e));
        int exitCode = execute(command, line, args);
        if (out.checkError()) { // which writers tell nobody who does not ask
            command.errors().print("standard output is incomplete: the disk is full, or what reads it has ended");
            return exitCode == ExitCode.DONE ? ExitCode.INPUT_FAILED : exitCode;
        }
        return exitCode;
    }

    private static int execute(DerainCommand command, CommandLine line, String... args) {
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
}
