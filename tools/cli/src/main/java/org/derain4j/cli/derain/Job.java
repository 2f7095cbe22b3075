package org.derain4j.cli.derain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.FilenameUtils;
import org.derain4j.cli.common.Failure;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.weights.FileReplacement;

/**
 * One picture of the command line.
 *
 * @param input
 *            the rainy picture
 * @param output
 *            where the result goes; its extension names a writable format
 * @param comparison
 *            where the side-by-side picture goes, if one is wanted
 */
record Job(Path input, Path output, Optional<Path> comparison) {

    /**
     * Decides where every result goes, in the way of {@code cp}: without {@code -o} beside the input as
     * {@code NAME.derained.EXT}; into a folder (existing, or said to be one by a slash at its end) under the input's
     * name; else, for a single input, to the file named.
     *
     * @throws Failure
     *             of usage, if the whole cannot work out
     */
    static List<Job> plan(List<Path> inputs, String out, boolean compare) {
        if (out == null) {
            return distinct(inputs.stream()
                    .map(in -> job(in, in.resolveSibling(withSuffix(in, ".derained")), in, compare)).toList());
        }
        Path target = Path.of(out);
        if (out.endsWith("/") || Files.isDirectory(target)) {
            List<Job> jobs = distinct(
                    inputs.stream().map(in -> job(in, target.resolve(withSuffix(in, "")), in, compare)).toList());
            createFolder(target);
            return jobs;
        }
        if (inputs.size() > 1) {
            throw Failure.usage(
                    "-o " + out + ": with several pictures it must be a folder; create it, or end it with a slash.");
        }
        checkFile(target);
        return distinct(List.of(job(inputs.getFirst(), target, target, compare)));
    }

    private static void checkFile(Path target) {
        if (PictureFormat.named(target).filter(PictureFormat::writable).isEmpty()) {
            throw Failure.usage("-o " + target + ": the extension says the format, give one of " + PictureFormat.WRITTEN
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

    private static Job job(Path input, Path output, Path namesake, boolean compare) {
        return new Job(input, output,
                compare ? Optional.of(output.resolveSibling(withSuffix(namesake, ".compare"))) : Optional.empty());
    }

    /** The file's name with a suffix before the extension, which becomes .png where the format cannot be written. */
    private static String withSuffix(Path file, String suffix) {
        String name = FilenameUtils.getName(file.toString()); // empty for the root, which has no Path.getFileName()
        boolean writable = PictureFormat.named(file).filter(PictureFormat::writable).isPresent();
        String base = PictureFormat.named(file).isPresent() ? FilenameUtils.getBaseName(name) : name;
        return base + suffix + "." + (writable ? FilenameUtils.getExtension(name) : "png");
    }

    /** The files that the job makes. */
    List<Path> results() {
        return Stream.concat(Stream.of(output), comparison.stream()).toList();
    }

    private static List<Job> distinct(List<Job> jobs) {
        Map<Path, Job> makers = new HashMap<>();
        for (Job job : jobs) {
            for (Path result : job.results()) {
                Job other = makers.putIfAbsent(result.toAbsolutePath().normalize(), job);
                if (other != null) {
                    throw Failure.usage(other.input + " and " + job.input + " would both be written to " + result
                            + "; derain them one at a time, each with its own -o.");
                }
            }
        }
        return jobs;
    }

    /**
     * Why the job may not run, if so: one of its results exists already, or is one of the inputs, by whatever path or
     * link. With {@code overwrite} only another job's input is out of bounds, and what is no file.
     *
     * @param inputs
     *            of {@link #identities}
     */
    Optional<String> refusal(Map<Object, Path> inputs, boolean overwrite) {
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
        jobs.forEach(job -> identity(job.input).ifPresent(id -> inputs.put(id, job.input)));
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
