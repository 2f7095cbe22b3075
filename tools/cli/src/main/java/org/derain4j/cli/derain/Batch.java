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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.pictures.PictureFile;
import org.derain4j.pictures.PictureReader;
import org.derain4j.pictures.PictureWriter;
import org.derain4j.weights.PrintableText;

/** Works through the jobs one by one; one that fails does not stop the others. */
final class Batch {

    /** Of the pictures that failed, in the last sentence; each has had its own. */
    private static final int MOST_NAMED = 10;

    private final Jobs jobs;
    private final Results results;
    private final PrintWriter out;
    private final ErrorLines errors;

    Batch(Jobs jobs, Results results, PrintWriter out, ErrorLines errors) {
        this.jobs = jobs;
        this.results = results;
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
    int run(Supplier<RainRemover> engine) throws InterruptedException {
        List<Job> failed = new ArrayList<>();
        int number = 0;
        RainRemover remover = null;
        try {
            for (Jobs.Next next = jobs.next(); next != null; next = jobs.next()) {
                number++;
                if (next.verdict() == Jobs.Verdict.RUN && remover == null) {
                    remover = engine.get();
                }
                boolean right = switch (next.verdict()) {
                    case RUN -> succeeds(next.job(), remover);
                    case SKIPPED -> true;
                    case REFUSED -> {
                        errors.print(next.reason());
                        yield false;
                    }
                };
                if (!right) {
                    failed.add(next.job());
                }
            }
        } finally {
            if (remover != null) {
                remover.close();
            }
        }
        if (!failed.isEmpty() && number > 1) {
            errors.print("%d of %d pictures failed: %s".formatted(failed.size(), number,
                    PrintableText.list(failed.stream().map(job -> job.input().toString()).toList(), MOST_NAMED)));
        }
        jobs.leftOut().sentence().ifPresent(errors::print);
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
        PictureFile rain = new PictureReader(remover, results.lenient()).read(job.input());
        PictureWriter writer = new PictureWriter(results.writing());
        int bits = results.bits(rain, job.output());
        List<String> losses = writer.check(rain, job.output());
        if (job.comparison().isPresent()) {
            writer.check(Comparison.width(rain.picture().getWidth()), rain.picture().getHeight(),
                    job.comparison().get());
            remover.memory(rain.picture().getHeight(), rain.picture().getWidth())
                    .plus(Comparison.bytes(rain.picture(), bits)).require();
        }
        BufferedImage picture = rain.picture();
        Stream.of(rain.notes().stream(), losses.stream(), results.note(job).stream(),
                remover.outlook(picture.getHeight(), picture.getWidth()).stream())
                .flatMap(notes -> notes)
                .forEach(note -> errors.print("note: " + job.input() + ": " + note));
        BufferedImage result = derain(job, remover, picture, bits);
        writer.write(result, rain, job.output());
        if (job.comparison().isPresent()) {
            new PictureWriter(results.writing().stripped()).write(Comparison.of(picture, result), rain,
                    job.comparison().get());
        }
        if (times != null) {
            keep(times, job.results());
        }
        out.printf(Locale.ROOT, "%s -> %s  %dx%d  %.1f s%n", job.input(), job.output(), result.getWidth(),
                result.getHeight(), (System.nanoTime() - start) / 1e9);
    }

    private static void keep(BasicFileAttributes times, List<Path> results) throws IOException {
        for (Path result : results) {
            Files.getFileAttributeView(result, BasicFileAttributeView.class).setTimes(times.lastModifiedTime(),
                    times.lastAccessTime(), null);
        }
    }

    private BufferedImage derain(Job job, RainRemover remover, BufferedImage rain, int bits) {
        try (ProgressLine progress = new ProgressLine(errors.stream(), job.input().toString())) {
            return remover.derain(rain, bits, progress);
        }
    }
}
