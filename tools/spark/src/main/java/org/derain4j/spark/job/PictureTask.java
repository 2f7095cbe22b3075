package org.derain4j.spark.job;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.spark.Deraining;
import org.derain4j.spark.Outcome;
import org.derain4j.spark.files.FileStore;
import org.derain4j.spark.files.Work;

/**
 * What an executor does about the pictures of one task. What is wrong with a picture or its place never fails the task, which would do
 * all of them again.
 *
 * @param deraining of the pictures
 * @param store     that has them, and gets the results
 * @param counters  of the driver
 */
record PictureTask(Deraining deraining, FileStore store, Counters counters) implements Serializable {

    private static final int WRITING_ATTEMPTS = 2;

    List<PictureOutcome> run(List<Work> works) {
        return works.stream().map(this::run).toList();
    }

    private PictureOutcome run(Work work) {
        TaskContext.get().killTaskIfInterrupted(); // another attempt was faster, or the job is given up
        PictureOutcome outcome = derain(work);
        counters.count(outcome);
        return outcome;
    }

    private PictureOutcome derain(Work work) {
        Path input = new Path(work.input());
        String name = FileStore.shown(input);
        byte[] content;
        try {
            content = store.read(input);
        } catch (IOException e) {
            return failed(work, name + ": " + reason(e) + ".", e);
        } catch (OutOfMemoryError e) {
            return failed(work, name + ": not enough memory to read it; give executors more by spark.executor.memory.",
                    e);
        }
        // By the result's name, as a file is written: what is called .png becomes one, whatever it was.
        Outcome outcome = deraining.derain(content, name, PictureFormat.named(work.result()));
        if (!outcome.done()) {
            return outcome(work, outcome, outcome.message(),
                    outcome.lacksRoom() ? ExitCode.NO_ROOM : ExitCode.INPUT_FAILED);
        }
        Path result = new Path(work.result());
        IOException failure = written(result, outcome.content());
        return failure == null
                ? outcome(work, outcome, outcome.message(), ExitCode.DONE)
                : outcome(work, outcome, "%s: its result %s cannot be written (%s); choose another place with --output."
                        .formatted(name, FileStore.shown(result), reason(failure)), ErrorLines.exitCode(failure));
    }

    /** Null if it is there, whole. */
    private IOException written(Path result, byte[] content) {
        IOException failure = null;
        for (int i = 0; i < WRITING_ATTEMPTS; i++) {
            try {
                store.write(result, content);
                return null;
            } catch (IOException e) {
                TaskContext.get().killTaskIfInterrupted();
                failure = e;
            }
        }
        return failure;
    }

    private static PictureOutcome failed(Work work, String sentence, Throwable cause) {
        TaskContext.get().killTaskIfInterrupted();
        return PictureOutcome.of(work.input(), work.result(), Outcome.FAILED, sentence, ErrorLines.exitCode(cause));
    }

    private static PictureOutcome outcome(Work work, Outcome outcome, String message, int exitCode) {
        return new PictureOutcome(work.input(), work.result(),
                exitCode == ExitCode.DONE ? Outcome.DONE : Outcome.FAILED, message, outcome.width(), outcome.height(),
                outcome.milliseconds(), exitCode);
    }

    /** The first line: file systems hand on their server's stack traces. */
    static String reason(IOException e) {
        return Stream.of(Failure.reason(e).split("\\R", 2)).findFirst().orElse("").strip();
    }
}
