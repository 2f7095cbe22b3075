package org.derain4j.cli.video;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.derain4j.cli.common.Existing;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.OutputFile;
import org.derain4j.cli.common.PictureOptions;
import org.derain4j.cli.common.Version;
import org.derain4j.cli.telling.Done;
import org.derain4j.cli.telling.Telling;
import org.derain4j.engine.PictureException;
import org.derain4j.video.RainFilter;
import org.derain4j.video.ffmpeg.Ffmpeg;
import org.derain4j.video.ffmpeg.Film;

/** Takes the rain out of films, one after the other. */
public final class FilmRun {

    private final List<FilmJob> jobs;
    private final FilmOptions films;
    private final FrameOptions frames;
    private final PictureOptions options;
    private final Existing existing;
    private final Telling telling;

    /** For these films. */
    public FilmRun(List<FilmJob> jobs, FilmOptions films, FrameOptions frames, PictureOptions options,
            Existing existing, Telling telling) {
        this.jobs = jobs;
        this.films = films;
        this.frames = frames;
        this.options = options;
        this.existing = existing;
        this.telling = telling;
    }

    /** Prints what would be done. */
    public int print(PrintWriter lines) {
        jobs.forEach(job -> lines.println(job.input() + " -> " + job.output()
                + (isThere(job) ? existing == Existing.REPLACED ? "  (replaced)" : "  (is there already)" : "")));
        return ExitCode.DONE;
    }

    /** Returns the exit code. */
    public int run(FrameEngine.Source engines) {
        telling.expects(jobs.size(), "film");
        Optional<Ffmpeg> ffmpeg = Ffmpeg.find();
        for (FilmJob job : jobs) {
            String input = job.input().toString();
            if (existing == Existing.SKIPPED && isThere(job)) {
                telling.skipped(input, job.output().toString());
                continue;
            }
            try {
                derain(job, ffmpeg.orElseThrow(() -> missing(job)), engines);
            } catch (Failure e) {
                if (e.exitCode() != ExitCode.INPUT_FAILED) {
                    throw e;
                }
                telling.failed(input, null, e);
            } catch (FileSystemException e) {
                telling.failed(input, e.getFile() + ": " + Failure.reason(e), e);
            } catch (IOException e) {
                telling.failed(input, input + ": " + Failure.reason(e), e);
            } catch (PictureException | OutOfMemoryError e) {
                telling.failed(input, null, e);
            }
        }
        return telling.ends();
    }

    private static boolean isThere(FilmJob job) {
        return Files.exists(job.output(), LinkOption.NOFOLLOW_LINKS);
    }

    private static Failure missing(FilmJob job) {
        return Failure.input(
                "%s: a film takes an ffmpeg and its ffprobe on the PATH, and there are none; install them, or send the frames of one "
                        .formatted(job.input()) + "from where it is: "
                        + FilmOptions.pipe(job.input(), "| ffmpeg -i - " + job.output()));
    }

    private void derain(FilmJob job, Ffmpeg ffmpeg, FrameEngine.Source engines) throws IOException {
        check(job);
        OutputFile.createFolder(job.output().toAbsolutePath().getParent());
        String input = job.input().toString();
        List<String> notes = new ArrayList<>();
        Film film = Film.open(ffmpeg, job.input(), job.output(), films.codec());
        film.notes().forEach(note -> note(input, note, notes));
        long start = System.nanoTime();
        RainFilter filter = frames.filter(film.format(), note -> note(input, note, notes));
        try (FrameCrew crew = new FrameCrew(film.format(), options, engines, filter)) {
            telling.uses(crew::about);
            long count = film.derain((source, sink) -> crew.run(source, sink, _ -> {}), settings(crew),
                    frames.context(),
                    new Film.Listener() {

                        private long before = -1;

                        @Override
                        public void advanced(long done) {
                            before = before < 0 ? done - 1 : before; // those of an earlier run took no time
                            telling.advanced(input, done, Math.max(1, film.frames()), seconds(start) / (done - before));
                        }

                        @Override
                        public void note(String sentence) {
                            FilmRun.this.note(input, sentence, notes);
                        }
                    });
            telling.done(new Done(input, List.of(job.output()), film.format().width(), film.format().height(), count,
                    Map.of("frames", 1e3 * seconds(start)), List.copyOf(notes)));
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private void note(String input, String sentence, List<String> notes) {
        notes.add(sentence);
        telling.note(input, sentence);
    }

    private void check(FilmJob job) throws IOException {
        Path output = job.output();
        if (!Files.exists(job.input())) {
            throw Failure.input(job.input() + ": no such file; check the name.");
        }
        if (isThere(job) && Files.isSameFile(job.input(), output)) {
            throw Failure.input(job.input()
                    + ": its result would overwrite it, and ffmpeg reads it to the end; choose another place with -o.");
        }
        if (isThere(job) && existing != Existing.REPLACED) {
            throw Failure
                    .input(job.input() + ": its result " + output + " exists already; add --overwrite to replace it.");
        }
    }

    /** All of the command line that decides what becomes of a frame. */
    private String settings(FrameCrew crew) throws IOException {
        return "derain " + Version.text() + "\nmodel " + crew.about().sha256() + "\n" + options.deciding()
                + "\ncompared " + frames.context();
    }
}
