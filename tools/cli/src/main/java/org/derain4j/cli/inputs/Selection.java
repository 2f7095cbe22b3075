package org.derain4j.cli.inputs;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.derain4j.cli.common.StandardStreams;

/**
 * The pictures of a command line, each once.
 *
 * @param inputs  in the order given; those of a folder or a pattern in natural order
 * @param leftOut what was not taken
 * @param open    whether their number depends on what is in folders and lists
 */
public record Selection(List<Input> inputs, LeftOut leftOut, boolean open) {

    /** One picture. */
    public static Selection of(Path picture) {
        return new Selection(List.of(Input.named(picture)), LeftOut.NOTHING, false);
    }

    /**
     * Takes pictures as they are named, folders for their pictures, patterns that no shell has expanded for what they match.
     *
     * @param arguments of the command line; names of existing files are no patterns
     * @param listed    names out of a list, if there is one; they are never patterns
     * @param recursive whether folders stand for their tree
     * @param results   folders in which results will lie: what is in them is taken only by name
     */
    static Selection of(List<String> arguments, Optional<List<String>> listed, boolean recursive,
            Collection<Path> results) {
        FolderScan scan = new FolderScan(results);
        boolean open = listed.isPresent();
        for (String argument : arguments) {
            open |= take(argument, true, scan, recursive);
        }
        for (String name : listed.orElse(List.of())) {
            // Only as an argument it stands for standard input.
            take(name.equals(StandardStreams.NAME) ? "./" + name : name, false, scan, recursive);
        }
        Set<Object> once = new HashSet<>();
        List<Input> inputs = scan.found().stream().filter(input -> once.add(input.problem().<Object>map(p -> p)
                .orElseGet(() -> input.file().toAbsolutePath().normalize()))).toList();
        return new Selection(scan.withoutResults(inputs), scan.leftOut(), open);
    }

    /** Those that are there, or are said to be. */
    public List<Input> pictures() {
        return inputs.stream().filter(input -> input.problem().isEmpty()).toList();
    }

    /** Returns whether it may be several pictures. */
    private static boolean take(String argument, boolean mayBePattern, FolderScan scan, boolean recursive) {
        Path path = path(argument);
        if (path != null && Files.isDirectory(path)) {
            scan.folder(path, recursive);
            return true;
        }
        Optional<NamePattern> pattern = mayBePattern && (path == null || !Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                ? NamePattern.of(argument)
                : Optional.empty();
        if (pattern.isPresent()) {
            int before = scan.found().size();
            pattern.get().take(scan);
            if (scan.found().size() == before) {
                scan.found().add(Input.problem(path == null ? pattern.get().base() : path,
                        argument + ": no picture has a name of this pattern; check it, and the current folder."));
            }
            return true;
        }
        scan.found().add(path == null
                ? Input.problem(Path.of(""),
                        (argument.isEmpty() ? "''" : argument)
                                + ": no file can have this name here; check its spelling.")
                : Input.named(path));
        return false;
    }

    /** Null where the system has no file of such a name: on Windows patterns are none. Java takes an empty one for the current folder. */
    private static Path path(String name) {
        try {
            return name.isEmpty() ? null : Path.of(name);
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
