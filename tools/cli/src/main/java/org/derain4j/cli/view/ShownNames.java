package org.derain4j.cli.view;

import java.nio.file.Path;
import java.util.List;
import org.derain4j.cli.common.StandardStreams;

/** What pictures are called on a page: as little of their paths as tells them apart, since pages are given to others. */
public final class ShownNames {

    private ShownNames() {}

    /** Their paths below the folder that they are all in, in their order. */
    public static List<String> of(List<Path> files) {
        List<Path> whole = files.stream().map(file -> file.toAbsolutePath().normalize()).toList();
        Path common = whole.isEmpty() ? null : whole.getFirst().getParent();
        for (Path file : whole) {
            while (common != null && !file.startsWith(common)) {
                common = common.getParent();
            }
        }
        Path folder = common;
        return files.stream().map(file -> isStandardInput(file) ? of(file) : below(folder, file)).toList();
    }

    private static String below(Path folder, Path file) {
        Path whole = file.toAbsolutePath().normalize();
        return (folder == null ? whole : folder.relativize(whole)).toString()
                .replace(file.getFileSystem().getSeparator(), "/");
    }

    /** The name of one file. */
    public static String of(Path file) {
        Path name = file.getFileName();
        return isStandardInput(file) ? "standard input" : (name == null ? file : name).toString();
    }

    /** A file that is called so is {@code ./-}. */
    static boolean isStandardInput(Path file) {
        return file.equals(Path.of(StandardStreams.NAME));
    }
}
