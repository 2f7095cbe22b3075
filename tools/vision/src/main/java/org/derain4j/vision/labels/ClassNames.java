package org.derain4j.vision.labels;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.derain4j.cli.common.Failure;

/**
 * Names of classes in a file beside labels.
 *
 * @param file  where they stand
 * @param names in the order of their indices
 */
record ClassNames(Path file, List<String> names) {

    private static final List<String> LISTS = List.of("classes.txt", "obj.names");
    private static final List<String> YAML = List.of("data.yaml", "data.yml", "dataset.yaml");
    /** labels/val, labels, and the data set's own folder. */
    private static final int LEVELS = 3;

    /** Of the nearest file there is: in the folder itself, or in the two above it. */
    static Optional<ClassNames> near(Path folder) {
        Path at = folder.toAbsolutePath().normalize();
        for (int level = 0; level < LEVELS && at != null; level++, at = at.getParent()) {
            Optional<ClassNames> found = in(at);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Of a file in the folder itself. */
    static Optional<ClassNames> in(Path folder) {
        for (String name : LISTS) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                return Optional.of(list(file));
            }
        }
        for (String name : YAML) {
            Path file = folder.resolve(name);
            List<String> names = Files.isRegularFile(file) ? YamlNames.of(file, TextLines.of(file)) : List.of();
            if (!names.isEmpty()) {
                return Optional.of(new ClassNames(file, names));
            }
        }
        return Optional.empty();
    }

    /** Whether a text file is one of these, not labels. */
    static boolean isCalled(String name) {
        return LISTS.contains(name);
    }

    /** One name a line; empty lines at the end do not count, others would shift what follows. */
    private static ClassNames list(Path file) {
        List<String> names = new ArrayList<>(TextLines.of(file).stream().map(String::strip).toList());
        while (!names.isEmpty() && names.getLast().isEmpty()) {
            names.removeLast();
        }
        if (names.isEmpty() || names.contains("")) {
            throw Failure.input(file + ", line " + (names.indexOf("") + 1)
                    + ": is empty; give one class a line, the first is number 0.");
        }
        return new ClassNames(file, List.copyOf(names));
    }
}
