package org.derain4j.spark.job;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.eval.Score;
import org.derain4j.cli.eval.ScoreMode;
import org.derain4j.cli.measure.Truth;
import org.derain4j.pictures.PictureFileException;
import org.derain4j.pictures.PictureReader;
import org.derain4j.spark.Deraining;
import org.derain4j.spark.Outcome;
import org.derain4j.spark.files.FileStore;

/** Scores scenes on executors: a row each, whatever becomes of it. */
final class Scoring implements FlatMapFunction<byte[], Row> {

    private static final long serialVersionUID = 1;

    /** A name of Hadoop's may be no path of this machine. */
    private static final java.nio.file.Path NAME = java.nio.file.Path.of("picture");
    private static final PictureReader READER = new PictureReader();
    private static final ErrorLines SENTENCES = new ErrorLines(new PrintWriter(Writer.nullWriter()), true);

    private final FileStore store;
    private final Subject subject;
    private final ScoreMode mode;
    private final Deraining deraining;
    private final LongAccumulator pictures;
    private final LongAccumulator failures;

    /**
     * For one run.
     *
     * @param store     where the files are
     * @param subject   what all rows say
     * @param mode      what is compared
     * @param deraining makes the results where no finished ones are given
     * @param pictures  counts what was scored or has failed
     * @param failures  counts what has failed
     */
    Scoring(FileStore store, Subject subject, ScoreMode mode, Optional<Deraining> deraining, LongAccumulator pictures,
            LongAccumulator failures) {
        this.store = store;
        this.subject = subject;
        this.mode = mode;
        this.deraining = deraining.orElse(null);
        this.pictures = pictures;
        this.failures = failures;
    }

    /** Of a parcel of scenes; one after the other, as their rows are asked for. */
    @Override
    public Iterator<Row> call(byte[] scenes) {
        return Parcel.<Scene>open(scenes).stream().map(this::row).iterator();
    }

    private Row row(Scene scene) {
        if (!scene.isWhole()) {
            return ScoreTable.without(subject, scene.picture(), ScoreTable.UNMATCHED, scene.unmatched(), null);
        }
        TaskContext.get().killTaskIfInterrupted(); // another attempt was faster, or the job is given up
        long start = System.nanoTime();
        Row row;
        try {
            row = scored(scene, start);
        } catch (UncheckedIOException | CancellationException | TaskKilledException e) {
            throw e; // it is not the picture's fault: Spark tries elsewhere
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            failures.add(1);
            row = ScoreTable.without(subject, scene.picture(), Outcome.FAILED,
                    SENTENCES.sentence(shown(scene.rain()), e), since(start));
        }
        pictures.add(1);
        return row;
    }

    /** In the order of the command: what is the first to be wrong is told. */
    private Row scored(Scene scene, long start) throws IOException {
        BufferedImage rain = picture(scene.rain());
        Truth truth = Truth.of(mode, picture(scene.clean()));
        Score rainy = truth.score(shown(scene.rain()), rain);
        Score result = scene.result() == null
                ? truth.score(shown(scene.rain()), deraining.derain(rain, Byte.SIZE))
                : truth.score(shown(scene.result()), picture(scene.result()));
        return ScoreTable.with(subject, scene.picture(), rain.getWidth(), rain.getHeight(), rainy, result,
                since(start));
    }

    private BufferedImage picture(String place) throws IOException {
        byte[] content;
        try {
            content = store.read(new Path(place));
        } catch (IOException e) {
            throw Failure.input(shown(place), e);
        }
        if (content.length == 0) {
            throw Failure.input(shown(place) + ": the file is empty; get a whole copy of it.");
        }
        try {
            return READER.read(new ByteArrayInputStream(content), NAME).picture();
        } catch (PictureFileException e) {
            throw Failure.input(shown(place) + ": " + e.sentence());
        }
    }

    private static String shown(String place) {
        return FileStore.shown(new Path(place));
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
