package org.derain4j.vision.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.eval.PictureSets;
import org.derain4j.pictures.PictureFormat;

/**
 * A folder of finished pictures.
 *
 * @param name   of what they are
 * @param folder where they lie
 */
record NamedFolder(String name, Path folder) {

    /** Parts, and cities in them. */
    private static final int DEPTH = 2;

    /** As options take it: the name of the folder, or one before an equals sign. */
    static NamedFolder of(String option, String text) {
        int sign = text.indexOf('=');
        boolean named = sign > 0 && text.indexOf('/') != 0 && !text.substring(0, sign).contains("/");
        try {
            Path folder = Path.of(named ? text.substring(sign + 1) : text);
            Path last = folder.toAbsolutePath().normalize().getFileName();
            NamedFolder read = new NamedFolder(named ? text.substring(0, sign) : String.valueOf(last), folder);
            requireFolder(option, folder);
            return read;
        } catch (InvalidPathException e) {
            throw Failure.usage(option + " " + text + ": is no folder; name one.");
        }
    }

    static List<NamedFolder> of(String option, List<String> texts) {
        List<NamedFolder> all = new ArrayList<>();
        texts.forEach(text -> all.add(of(option, text)));
        return all;
    }

    static void requireFolder(String option, Path folder) {
        if (!Files.isDirectory(folder)) {
            throw Failure.usage(option + " " + folder + ": there is no such folder.");
        }
    }

    /** Its pictures, told by the endings of their names, by their names without. */
    Map<String, Path> files() throws IOException {
        return pictures(folder);
    }

    /** Those of any folder; where it has none itself, those of the folders in it, as Cityscapes has one for each part and city. */
    static Map<String, Path> pictures(Path folder) throws IOException {
        Map<String, Path> here = in(folder);
        return here.isEmpty() ? below(folder) : here;
    }

    private static Map<String, Path> below(Path folder) throws IOException {
        Map<String, Path> all = new TreeMap<>();
        for (Path inner : folders(folder)) {
            for (Map.Entry<String, Path> picture : in(inner).entrySet()) {
                Path other = all.put(picture.getKey(), picture.getValue());
                if (other != null) {
                    throw Failure.input(other + " and " + picture.getValue()
                            + " have the same name, by which labels and results are found; give the folder of one of them.");
                }
            }
        }
        return all;
    }

    private static List<Path> folders(Path folder) throws IOException {
        try (Stream<Path> below = Files.walk(folder, DEPTH)) {
            return below
                    .filter(inner -> Files.isDirectory(inner) && !String.valueOf(inner.getFileName()).startsWith("."))
                    .sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Map<String, Path> in(Path folder) throws IOException {
        return PictureSets.byName(folder, file -> PictureFormat.named(file).isPresent());
    }
}
