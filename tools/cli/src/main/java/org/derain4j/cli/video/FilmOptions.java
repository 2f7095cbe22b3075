package org.derain4j.cli.video;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.OutputFile;
import org.derain4j.cli.common.StandardStreams;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.video.ffmpeg.FilmHeader;
import picocli.CommandLine.Option;

/** Which films are taken and how they are written; use with {@code @Mixin}. */
public final class FilmOptions {

    @Option(names = "--codec", paramLabel = "OPTIONS",
            description = "Of films: options for ffmpeg's encoder, for example \"-c:v libx265 -crf 20\". "
                    + "Default: the film's own codec as far as its container has it, at a high quality.")
    private String codec;

    /** The user's options for ffmpeg's encoder; null if there are none. */
    String codec() {
        return codec;
    }

    /**
     * The films that a command line names, each with its result: without {@code -o} beside it as {@code NAME.derained.EXT}, in a
     * folder under its own name, else the file named.
     *
     * @param inputs what the command line names
     * @param output of -o; may be null
     * @return empty where there are none, or others with them
     * @throws Failure of usage, if the whole cannot work out
     */
    public List<FilmJob> jobs(List<String> inputs, String output) {
        List<Path> named = inputs.stream().map(FilmOptions::film).flatMap(Optional::stream).toList();
        if (named.isEmpty() || named.size() < inputs.size()) {
            if (codec != null) {
                throw Failure.usage("--codec is for films, and there are none, or others with them; leave it out.");
            }
            return List.of();
        }
        List<Path> films = named.stream().distinct().toList();
        Map<Path, FilmJob> jobs = new LinkedHashMap<>();
        for (Path film : films) {
            FilmJob job = new FilmJob(film, result(film, output, films.size()));
            FilmJob rival = jobs.putIfAbsent(job.output().toAbsolutePath().normalize(), job);
            if (rival != null) {
                throw Failure
                        .usage("%s and %s would have one result, %s; derain them one at a time, each with its own -o."
                                .formatted(rival.input(), film, job.output()));
            }
        }
        return List.copyOf(jobs.values());
    }

    private static Optional<Path> film(String input) {
        return input.equals(StandardStreams.NAME)
                ? Optional.empty()
                : Optional.of(Path.of(input)).filter(FilmOptions::isFilm);
    }

    /** Whether a file is one; what is called a picture is not looked into, so that its time of reading stays. */
    public static boolean isFilm(Path file) {
        return PictureFormat.named(file).isEmpty() && FilmHeader.isFilm(file);
    }

    private static Path result(Path film, String output, int films) {
        String name = film.getFileName().toString();
        if (output == null) {
            int dot = name.lastIndexOf('.');
            return film.resolveSibling(
                    dot < 0 ? name + ".derained" : name.substring(0, dot) + ".derained" + name.substring(dot));
        }
        Path target = Path.of(output);
        if (output.endsWith("/") || Files.isDirectory(target)) {
            return target.resolve(name);
        }
        if (output.equals(StandardStreams.NAME)) {
            throw Failure.usage("-o -: a film cannot be written to a pipe; name a file, or send its frames: "
                    + pipe(film, "| ...") + ".");
        }
        if (films > 1) {
            throw Failure.usage(
                    "-o " + output + ": with several films it must be a folder; create it, or end it with a slash.");
        }
        OutputFile.requireFolder(target);
        return target;
    }

    /** What does without our knowing of films. */
    static String pipe(Path film, String rest) {
        return "ffmpeg -i " + film + " -f yuv4mpegpipe -strict -1 - | derain - " + rest;
    }
}
