package org.derain4j.spark.job;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.derain4j.spark.LocalSpark;

/** What {@link DerainPictures} ended with and printed, in this JVM. */
record JobRun(int exitCode, String out, String err) {

    static JobRun of(Object... arguments) {
        LocalSpark.open();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = DerainPictures.run(new PrintWriter(out, true), new PrintWriter(err, true),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        return new JobRun(exitCode, out.toString(), err.toString());
    }
}
