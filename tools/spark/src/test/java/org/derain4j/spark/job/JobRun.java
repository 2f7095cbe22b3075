package org.derain4j.spark.job;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.derain4j.spark.LocalSpark;

/** What a program ended with and printed, in this JVM. */
record JobRun(int exitCode, String out, String err) {

    /** A program that returns its exit code. */
    @FunctionalInterface
    interface Main {

        int run(PrintWriter out, PrintWriter err, String... args);
    }

    /** {@link DerainPictures}. */
    static JobRun of(Object... arguments) {
        return of(DerainPictures::run, arguments);
    }

    /** Any other. */
    static JobRun of(Main program, Object... arguments) {
        LocalSpark.open();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = program.run(new PrintWriter(out, true), new PrintWriter(err, true),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        return new JobRun(exitCode, out.toString(), err.toString());
    }
}
