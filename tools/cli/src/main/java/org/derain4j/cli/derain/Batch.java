package org.derain4j.cli.derain;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.StandardStreams;
import org.derain4j.engine.Separation;
import org.derain4j.pictures.PictureFile;
import org.derain4j.pictures.PictureReader;
import org.derain4j.pictures.PictureWriter;
import org.derain4j.weights.PrintableText;

/** Works through the jobs one by one; one that fails does not stop the others. */
final class Batch {

    /** Of the pictures that failed, in the last sentence; each has had its own. */
    private static final int MOST_NAMED = 10;

    private final List<Job> jobs;
    private final boolean overwrite;
    private final Results results;
    private final StandardStreams streams;
    private final PrintWriter out;
    private final ErrorLines errors;

    /**
     * Jobs to work through.
     *
     * @param streams
     *            are read and written where a job says so; nothing is printed on a standard output that is a picture
     */
    Batch(List<Job> jobs, boolean overwrite, Results results, StandardStreams streams, PrintWriter out,
            ErrorLines errors) {
        this.jobs = jobs;
        this.overwrite = overwrite;
        this.results = results;
        this.streams = streams;
        this.out = out;
        this.errors = errors;
    }

    /**
     * Runs all jobs.
     *
     * @param engine
     *            asked for once, and only if a job may run
     * @return the exit code
     */
    int run(Supplier<RainRemover> engine) {
        Map<Object, Path> inputs = Job.identities(jobs);
        List<Job> failed = new ArrayList<>();
        List<Job> allowed = new ArrayList<>();
        for (Job job : jobs) {
            job.refusal(inputs, overwrite).ifPresentOrElse(refusal -> {
                errors.print(refusal);
                failed.add(job);
            }, () -> allowed.add(job));
        }
        if (!allowed.isEmpty()) {
            try (RainRemover remover = engine.get()) {
                for (Job job : allowed) {
                    if (!succeeds(job, remover)) {
                        failed.add(job);
                    }
                }
            }
        }
        if (!failed.isEmpty() && jobs.size() > 1) {
            errors.print("%d of %d pictures failed: %s".formatted(failed.size(), jobs.size(),
                    PrintableText.list(failed.stream().map(job -> job.input().toString()).toList(), MOST_NAMED)));
        }
        return failed.isEmpty() ? ExitCode.DONE : ExitCode.INPUT_FAILED;
    }

    private boolean succeeds(Job job, RainRemover remover) {
        try {
            run(job, remover);
            return true;
        } catch (OutOfMemoryError e) {
            errors.print(job.input() + ": not enough memory; scale it down or run on a larger machine.");
        } catch (IOException | RuntimeException e) {
            errors.print(job.input().toString(), e);
        }
        return false;
    }

    private void run(Job job, RainRemover remover) throws IOException {
        long start = System.nanoTime();
        BasicFileAttributes times = results.keepTimes()
                ? Files.readAttributes(job.input(), BasicFileAttributes.class) // before reading changes one of them
                : null;
        PictureFile rain = read(job.input(), new PictureReader(remover, results.lenient()));
        Results stored = results.of(job, rain);
        PictureWriter writer = new PictureWriter(stored.writing());
        int bits = stored.bits(rain, job.output());
        List<String> losses = writer.check(rain, job.output());
        if (job.comparison().isPresent()) {
            writer.check(Comparison.width(rain.picture().getWidth()), rain.picture().getHeight(),
                    job.comparison().get());
            remover.memory(rain.picture().getHeight(), rain.picture().getWidth())
                    .plus(Comparison.bytes(rain.picture(), bits)).require();
        }
        BufferedImage picture = rain.picture();
        Stream.of(rain.notes().stream(), losses.stream(), results.note(job, rain).stream(),
                remover.outlook(picture.getHeight(), picture.getWidth()).stream())
                .flatMap(notes -> notes)
                .forEach(note -> errors.print("note: " + job.input() + ": " + note));
        Separation parts = derain(job, remover, picture, bits);
        BufferedImage result = parts.picture();
        if (job.isSent()) {
            writer.write(result, rain, streams.output(), job.output());
        } else {
            writer.write(result, rain, job.output());
        }
        if (job.layer().isPresent()) {
            Layer.write(parts.rain(), job.layer().get());
        }
        if (job.comparison().isPresent()) {
            new PictureWriter(results.writing().stripped()).write(Comparison.of(picture, result), rain,
                    job.comparison().get());
        }
        if (times != null) {
            keep(times, job.results());
        }
        (job.isSent() ? errors.stream() : out).printf(Locale.ROOT, "%s -> %s  %dx%d  %.1f s%n", job.input(),
                job.output(), result.getWidth(),
                result.getHeight(), (System.nanoTime() - start) / 1e9);
    }

    private PictureFile read(Path input, PictureReader reader) throws IOException {
        return input.equals(Pipe.PATH) ? reader.read(streams.input(), input) : reader.read(input);
    }

    private static void keep(BasicFileAttributes times, List<Path> results) throws IOException {
        for (Path result : results) {
            Files.getFileAttributeView(result, BasicFileAttributeView.class).setTimes(times.lastModifiedTime(),
                    times.lastAccessTime(), null);
        }
    }

    /** Without the rain by itself, where nobody asks for it. */
    private Separation derain(Job job, RainRemover remover, BufferedImage rain, int bits) {
        try (ProgressLine progress = new ProgressLine(errors.stream(), job.input().toString())) {
            return job.layer().isPresent()
                    ? remover.separate(rain, bits, progress)
                    : new Separation(remover.derain(rain, bits, progress), null);
        }
    }
}
