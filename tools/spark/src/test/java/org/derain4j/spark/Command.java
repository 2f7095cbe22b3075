package org.derain4j.spark;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.derain4j.cli.common.StandardStreams;
import org.derain4j.cli.derain.DerainCommand;
import org.derain4j.cli.derain.RainRemover;
import org.derain4j.cli.measure.EvalCommand;
import picocli.CommandLine;

/**
 * What the {@code derain} command ended with, whose bytes are what is right.
 *
 * @param exitCode as of the process
 * @param out      its standard output
 * @param err      its error stream
 */
public record Command(int exitCode, String out, String err) {

    /** Runs it in this JVM. */
    public static Command run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(new DerainCommand(
                (options, rounding) -> RainRemover.of(options.open(rounding), options), StandardStreams.ofProcess()));
        line.addSubcommand("eval", new EvalCommand()).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setCaseInsensitiveEnumValuesAllowed(true).setExpandAtFiles(false);
        return new Command(line.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new)),
                out.toString(), err.toString());
    }

    /** The bytes of one picture's result. */
    public static byte[] derained(Path picture, String... options) throws IOException {
        Path folder = Files.createTempDirectory("derained");
        Command run = run(Stream.concat(Stream.of(picture, "-o", folder + "/"), Stream.of(options)).toArray());
        try (Stream<Path> results = Files.list(folder)) {
            Path result = results.findFirst().orElseThrow(() -> new AssertionError(run.err()));
            byte[] bytes = Files.readAllBytes(result);
            Files.delete(result);
            return bytes;
        } finally {
            Files.delete(folder);
        }
    }
}
