package org.derain4j.cli.derain;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.io.FilenameUtils;
import org.derain4j.cli.inputs.Input;
import org.derain4j.cli.inputs.Rivals;
import org.derain4j.pictures.PictureFormat;

/**
 * Names results by their inputs. Inputs whose results would be one file ({@code a.jpg} and {@code a.png}, both to be PNG) are all
 * named by the whole input, {@code a.jpg.png} and {@code a.png.png}: the same in every run over them, in whatever order.
 *
 * @param folder
 *            where all results go; empty for beside their inputs
 * @param format
 *            of all results; empty for that of each input
 * @param compare
 *            whether side-by-side pictures are wanted
 * @param layer
 *            whether the rain is wanted by itself
 */
public record ResultNames(Optional<Path> folder, Optional<PictureFormat> format, boolean compare, boolean layer) {

    /** In the order of the inputs, which are different files. Those that not even whole names tell apart have rivals. */
    List<Job> jobs(List<Input> inputs) {
        return Rivals.apart(inputs, Input::file, this::job, ResultNames::places, Job::against);
    }

    private Job job(Input input, boolean whole) {
        Path file = input.file();
        String name = name(file, format, whole, folder.isPresent() ? "" : ".derained");
        Path output = folder.isPresent()
                ? folder.get().resolve(input.place()).resolveSibling(name)
                : file.resolveSibling(name);
        return new Job(file, output, compare
                ? Optional.of(output.resolveSibling(name(file, format, whole, ".compare")))
                : Optional.empty(),
                layer ? Optional.of(output.resolveSibling(layer(file, whole))) : Optional.empty(), false,
                Optional.empty());
    }

    private static List<Path> places(Job job) {
        return job.results().stream().map(result -> result.toAbsolutePath().normalize()).toList();
    }

    /** Of the rain by itself. */
    static String layer(Path file, boolean whole) {
        return name(file, Optional.of(PictureFormat.PNG), whole, ".rain");
    }

    /** Of the page for the browser. */
    static String page(Path file) {
        String name = FilenameUtils.getName(file.toString());
        return (PictureFormat.named(file).isPresent() ? FilenameUtils.getBaseName(name) : name) + ".view.html";
    }

    /**
     * The file's name, with its extension where it is to be whole, a suffix, and the extension of the result: that of the format
     * asked for, else the file's own, which is told by content where the name says nothing, or .png where that cannot be written.
     */
    public static String name(Path file, Optional<PictureFormat> format, boolean whole, String suffix) {
        String name = FilenameUtils.getName(file.toString()); // empty for the root, which has no Path.getFileName()
        Optional<PictureFormat> own = PictureFormat.named(file).or(() -> PictureFormat.found(file));
        return name(name, own, format, whole, suffix);
    }

    /** The same of a name of any file system, with the file's own format, if it is known. */
    public static String name(String name, Optional<PictureFormat> own, Optional<PictureFormat> format, boolean whole,
            String suffix) {
        Optional<PictureFormat> named = PictureFormat.named(name);
        String base = named.isPresent() && !whole ? FilenameUtils.getBaseName(name) : name;
        PictureFormat written = format.or(() -> own.filter(PictureFormat::writable)).orElse(PictureFormat.PNG);
        boolean kept = named.isPresent() && named.get() == written;
        return base + suffix + "." + (kept ? FilenameUtils.getExtension(name) : written.extension());
    }
}
