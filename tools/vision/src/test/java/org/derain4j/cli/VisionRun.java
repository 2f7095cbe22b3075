package org.derain4j.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.derain4j.cli.common.StandardStreams;

/**
 * What {@code derain vision} ended with and printed, run as a shell would: this package's own door to the program is not public.
 *
 * @param exitCode of the process
 * @param out      standard output
 * @param err      the error stream
 */
public record VisionRun(int exitCode, String out, String err) {

    /** Runs it with arguments behind the command's name. */
    public static VisionRun of(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = Stream.concat(Stream.of("vision"), Stream.of(args).map(Object::toString))
                .toArray(String[]::new);
        int exitCode = Derain.run((_, _) -> {
            throw new AssertionError("this command opens its engines itself");
        }, StandardStreams.ofProcess(), new PrintWriter(out, true), new PrintWriter(err, true), words);
        return new VisionRun(exitCode, out.toString().replace("\r\n", "\n"), err.toString().replace("\r\n", "\n"));
    }
}
