package org.derain4j.cli.derain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.OutputFile;
import org.derain4j.cli.inputs.Input;
import org.derain4j.cli.inputs.Selection;
import org.derain4j.pictures.PictureFormat;

/**
 * Where results go, in the way of {@code cp}: without {@code -o} beside the input as {@code NAME.derained.EXT}; into a folder under
 * the input's name, where it is one, is said to be one by a slash at its end, or is to take what is in a folder, a pattern or a list;
 * else, for a single input, to the file named.
 *
 * @param out     of {@code -o}, or null
 * @param compare whether side-by-side pictures are wanted
 * @param layer   whether the rain is wanted by itself
 * @param view    what a page of all takes at most, if one is wanted
 * @param format  of all results, whatever their inputs' is
 */
record Destination(String out, boolean compare, boolean layer, Optional<Long> view, Optional<PictureFormat> format) {

    /** The folder of the results, if it is there. */
    Optional<Path> existingFolder() {
        return Optional.ofNullable(out).map(Path::of).filter(Files::isDirectory);
    }

    /**
     * The folder of the results, there or not; empty where each lies beside its input, or one in a file that is named.
     *
     * @param open whether the number of inputs is not for the user to say
     */
    Optional<Path> folder(boolean open) {
        if (out == null) {
            return Optional.empty();
        }
        Path target = Path.of(out);
        if (out.endsWith("/") || Files.isDirectory(target)) {
            return Optional.of(target);
        }
        if (open && (Files.exists(target) || PictureFormat.named(target).isPresent())) {
            throw notAFolder();
        }
        return open ? Optional.of(target) : Optional.empty();
    }

    /**
     * Decides where every result goes.
     *
     * @throws Failure of usage, if the whole cannot work out
     */
    List<Job> jobs(Selection selection) {
        List<Input> inputs = selection.pictures();
        Optional<Path> folder = folder(selection.open());
        if (out == null || folder.isPresent()) {
            return names(folder).jobs(inputs);
        }
        if (inputs.size() > 1) {
            throw notAFolder();
        }
        Path target = Path.of(out);
        OutputFile.checkPicture(target, format);
        return inputs.stream().map(input -> new Job(input.file(), target, compare
                ? Optional.of(target.resolveSibling(ResultNames.name(target, format, false, ".compare")))
                : Optional.empty(),
                layer ? Optional.of(target.resolveSibling(ResultNames.layer(target, false))) : Optional.empty(), true,
                Optional.empty())).toList();
    }

    /**
     * The page of jobs, if one is wanted: beside the result of the one picture that is named, else among the results, or in the current
     * folder.
     */
    Optional<PlannedPage> page(Selection selection, List<Job> jobs) {
        if (view.isEmpty()) {
            return Optional.empty();
        }
        boolean one = !selection.open() && selection.inputs().size() == 1 && !jobs.isEmpty();
        Path file = one ? jobs.getFirst().page() : folder(selection.open()).orElse(Path.of("")).resolve("view.html");
        return Optional.of(PlannedPage.of(file, view.get(), jobs));
    }

    /** Names of results in that folder, or beside the inputs. */
    ResultNames names(Optional<Path> folder) {
        return new ResultNames(folder, format, compare, layer);
    }

    private Failure notAFolder() {
        return Failure.usage(
                "-o " + out + ": with several pictures it must be a folder; create it, or end it with a slash.");
    }
}
