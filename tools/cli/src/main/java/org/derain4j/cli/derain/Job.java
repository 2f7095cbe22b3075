package org.derain4j.cli.derain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.derain4j.cli.common.Failure;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.weights.FileReplacement;

/**
 * One picture of the command line.
 *
 * @param input
 *            the rainy picture; {@link Pipe#PATH} for standard input
 * @param output
 *            where the result goes, {@link Pipe#PATH} for standard output; its extension names a writable format, unless one was asked for
 * @param comparison
 *            where the side-by-side picture goes, if one is wanted
 * @param layer
 *            where the rain by itself goes, if it is wanted; a PNG
 * @param chosen
 *            whether the user has named the file of the result
 * @param rival
 *            another input whose result would be the same file, whatever is done about names; then neither may run
 */
record Job(Path input, Path output, Optional<Path> comparison, Optional<Path> layer, boolean chosen,
        Optional<Path> rival) {

    /**
     * Decides where every result goes, in the way of {@code cp}: without {@code -o} beside the input as
     * {@code NAME.derained.EXT}; into a folder (existing, or said to be one by a slash at its end) under the input's
     * name; else, for a single input, to the file named. An input that is named twice is one job.
     *
     * @param format
     *            of all results, whatever their inputs' is
     * @throws Failure
     *             of usage, if the whole cannot work out
     */
    static List<Job> plan(List<Path> inputs, String out, boolean compare, boolean layer,
            Optional<PictureFormat> format) {
        Map<Path, Path> once = new LinkedHashMap<>();
        inputs.forEach(input -> once.putIfAbsent(input.toAbsolutePath().normalize(), input));
        List<Path> named = List.copyOf(once.values());
        if (out == null) {
            return new ResultNames(Optional.empty(), format, compare, layer).jobs(named);
        }
        Path target = Path.of(out);
        if (out.endsWith("/") || Files.isDirectory(target)) {
            List<Job> jobs = new ResultNames(Optional.of(target), format, compare, layer).jobs(named);
            if (jobs.stream().anyMatch(job -> job.rival.isEmpty())) {
                createFolder(target);
            }
            return jobs;
        }
        if (named.size() > 1) {
            throw Failure.usage(
                    "-o " + out + ": with several pictures it must be a folder; create it, or end it with a slash.");
        }
        checkFile(target, format);
        return List.of(new Job(named.getFirst(), target, compare
                ? Optional.of(target.resolveSibling(ResultNames.name(target, format, false, ".compare")))
                : Optional.empty(),
                layer
                        ? Optional.of(target.resolveSibling(ResultNames.layer(target, false)))
                        : Optional.empty(),
                true, Optional.empty()));
    }

    private static void checkFile(Path target, Optional<PictureFormat> format) {
        Optional<PictureFormat> named = PictureFormat.named(target);
        if (format.isPresent() && named.isPresent() && !named.equals(format)) {
            throw Failure.usage("-o " + target + ": the extension says " + named.get() + ", the format asked for is "
                    + format.get() + "; leave one of them out.");
        }
        if (format.or(() -> named).filter(PictureFormat::writable).isEmpty()) {
            throw Failure.usage("-o " + target + ": " + PictureFormat.refusal(target)
                    + " (a new folder ends in a slash).");
        }
        Path folder = target.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw Failure.usage("-o " + target + ": there is no folder " + folder + "; create it first.");
        }
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw Failure.usage(
                    "-o " + folder + ": the folder cannot be made (" + Failure.reason(e) + "); choose another place.");
        }
    }

    /** The files that the job makes. */
    List<Path> results() {
        return Stream.of(Optional.of(output).filter(_ -> !isSent()), comparison, layer).flatMap(Optional::stream)
                .toList();
    }

    /** Whether the result goes to standard output. */
    boolean isSent() {
        return output.equals(Pipe.PATH);

    }

    /**
     * Why the job may not run, if so: it has a rival, or one of its results exists already, or is one of the inputs, by whatever path or
     * link. With {@code overwrite} only another job's input is out of bounds, and what is no file.
     *
     * @param inputs
     *            of {@link #identities}
     */
    Optional<String> refusal(Map<Object, Path> inputs, boolean overwrite) {
        if (rival.isPresent()) {
            return Optional.of(input + ": its result " + output + " would also be that of " + rival.get()
                    + "; derain them one at a time, each with its own -o.");
        }
        for (Path result : results()) {
            Optional<Path> source = identity(result).map(inputs::get);
            if (source.isPresent() && !(overwrite && source.get().equals(input))) {
                return Optional.of(input + ": its result " + result + " would overwrite the input " + source.get()
                        + "; choose another place with -o.");
            }
            if (!overwrite && Files.exists(result, LinkOption.NOFOLLOW_LINKS)) {
                return Optional
                        .of(input + ": its result " + result + " exists already; add --overwrite to replace it.");
            }
            try {
                FileReplacement.check(result);
            } catch (IOException e) {
                return Optional.of(input + ": its result " + result + " " + Failure.reason(e) + ".");
            }
        }
        return Optional.empty();
    }

    /** The inputs that exist, by what stays the same however a file is called. */
    static Map<Object, Path> identities(List<Job> jobs) {
        Map<Object, Path> inputs = new HashMap<>();
        jobs.stream().map(Job::input).filter(input -> !input.equals(Pipe.PATH))
                .forEach(input -> identity(input).ifPresent(id -> inputs.put(id, input)));
        return inputs;
    }

    private static Optional<Object> identity(Path file) {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return Optional.of(Objects.requireNonNullElse(key, file.toRealPath()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
