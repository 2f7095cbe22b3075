package org.derain4j.cli.inputs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.commons.io.FilenameUtils;
import org.derain4j.cli.common.Failure;
import org.derain4j.pictures.PictureFormat;

/**
 * Finds the pictures in folders, by their extensions: those of a folder, then those of the folders in it. A folder is entered once,
 * whatever links lead to it, and under its own name if it is in the tree.
 */
final class FolderScan {

    /** A folder, and where it is in the tree of results. */
    record Place(Path folder, Path place) {}

    private final Set<Object> excluded = new HashSet<>();
    private final boolean watched;
    private final Consumer<Path> entering;
    private final List<Input> found = new ArrayList<>();
    private final Tally tally = new Tally();
    private final Set<Object> entered = new HashSet<>();
    private final Deque<Place> links = new ArrayDeque<>();

    /**
     * Scans folders that do not change.
     *
     * @param results folders in which results will lie: what is in them is never taken
     */
    FolderScan(Collection<Path> results) {
        this(results, false, _ -> {});
    }

    /**
     * Scans.
     *
     * @param watched  whether results may lose what they were made of while the run goes on; then their names alone tell them
     * @param entering told of each folder before it is listed
     */
    FolderScan(Collection<Path> results, boolean watched, Consumer<Path> entering) {
        results.forEach(folder -> FileIdentity.of(folder).ifPresent(excluded::add));
        this.watched = watched;
        this.entering = entering;
    }

    /** Takes the pictures of a folder, and those of its folders if they are asked for. */
    void folder(Path folder, boolean recursive) {
        if (isEntered(folder)) {
            return;
        }
        enter(new Place(folder, Path.of("")), recursive);
        while (!links.isEmpty()) {
            Place link = links.removeFirst();
            if (!isEntered(link.folder)) {
                enter(link, recursive);
            }
        }
    }

    private void enter(Place at, boolean recursive) {
        FileIdentity.of(at.folder).ifPresent(entered::add);
        Listing listing = listing(at.folder);
        if (listing == null) {
            return;
        }
        boolean pictures = take(listing, at.place, _ -> true);
        for (Path folder : listing.folders()) {
            if (isOfResults(folder) || isEntered(folder)) {
                continue;
            }
            Place below = new Place(folder, at.place.resolve(folder.getFileName()));
            if (!recursive) {
                tally.folder();
            } else if (Files.isSymbolicLink(folder)) {
                links.add(below);
            } else {
                enter(below, true);
            }
        }
        if (!pictures && listing.folders().isEmpty()) {
            tally.emptyFolder();
        }
    }

    /** Whether results will lie there. */
    boolean isOfResults(Path folder) {
        return !excluded.isEmpty() && FileIdentity.of(folder).filter(excluded::contains).isPresent();
    }

    private boolean isEntered(Path folder) {
        return FileIdentity.of(folder).filter(entered::contains).isPresent();
    }

    /** What is in a folder; null where it cannot be read, which becomes one of the inputs. */
    Listing listing(Path folder) {
        entering.accept(folder);
        try {
            return Listing.of(folder);
        } catch (IOException e) {
            found.add(Input.problem(folder, folder + ": the folder cannot be read (" + Failure.reason(e)
                    + "); the rest goes on without it."));
            return null;
        }
    }

    /** Takes the pictures among the files of a folder whose names are wanted; returns whether there are any, results included. */
    boolean take(Listing listing, Path place, Predicate<Path> wanted) {
        ResultMark results = new ResultMark(listing.files().stream().map(Listing::name).toList());
        boolean any = false;
        for (Path file : listing.files()) {
            String name = Listing.name(file);
            if (!wanted.test(file.getFileName())) {
                continue;
            }
            boolean picture = PictureFormat.named(file).isPresent();
            any |= picture;
            if (!picture) {
                tally.other(name);
            } else if (watched ? ResultMark.isOn(name) : results.isResult(name)) {
                tally.result();
            } else {
                found.add(Input.found(file, place.resolve(name)));
            }
        }
        listing.special().stream().filter(file -> wanted.test(file.getFileName())).map(Listing::name)
                .forEach(tally::other);
        tally.hidden((int) listing.hidden().stream().filter(file -> wanted.test(file.getFileName())).count());
        return any;
    }

    /**
     * Counts and leaves out results that stand beside what they were made of: a shell, too, makes both of {@code *.jpg} after an earlier run.
     */
    List<Input> withoutResults(List<Input> inputs) {
        Map<Path, List<String>> folders = inputs.stream().filter(input -> input.problem().isEmpty()).map(Input::file)
                .collect(Collectors.groupingBy(FolderScan::folderOf,
                        Collectors.mapping(FolderScan::nameOf, Collectors.toList())));
        Map<Path, ResultMark> marks = new HashMap<>();
        folders.forEach((folder, names) -> marks.put(folder, new ResultMark(names)));
        List<Input> pictures = inputs.stream().filter(input -> input.problem().isPresent()
                || !marks.get(folderOf(input.file())).isResult(nameOf(input.file()))).toList();
        for (int i = pictures.size(); i < inputs.size(); i++) {
            tally.result();
        }
        return pictures;
    }

    /** Empty for the root, which has no {@link Path#getFileName}. */
    private static String nameOf(Path file) {
        return FilenameUtils.getName(file.toString());
    }

    private static Path folderOf(Path file) {
        return file.toAbsolutePath().normalize().resolveSibling(""); // the root has no parent
    }

    /** All that was found so far. */
    List<Input> found() {
        return found;
    }

    /** All that was left out so far. */
    LeftOut leftOut() {
        return tally.leftOut();
    }
}
