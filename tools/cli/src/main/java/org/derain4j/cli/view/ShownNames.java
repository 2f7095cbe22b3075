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
        return whole.stream().map(file -> folder == null ? file : folder.relativize(file))
                .map(file -> file.toString().replace(file.getFileSystem().getSeparator(), "/"))
                .map(ShownNames::of).toList();
    }

    /** The name of one file. */
    static String of(Path file) {
        Path name = file.getFileName();
        return of((name == null ? file : name).toString());
    }

    private static String of(String name) {
        return name.equals(StandardStreams.NAME) ? "standard input" : name;
    }
}
