package org.derain4j.cli.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of two or three folders that belong together: their names agree up to the ending.
 *
 * @param sets rainy, clean and possibly result pictures, by name
 * @param unmatched files that lack a partner in another folder
 */
public record PictureSets(List<PictureSet> sets, List<Path> unmatched) {

    /**
     * The files of one scene.
     *
     * @param rain the rainy picture
     * @param clean the truth
     * @param result a finished result, where a folder of them was given
     */
    public record PictureSet(Path rain, Path clean, Optional<Path> result) {}

    /**
     * Finds what belongs together. Hidden files and folders do not count.
     *
     * @param rain folder of rainy pictures
     * @param clean folder of clean pictures
     * @param result folder of finished results, if they are to be scored
     * @return the sets, by name
     * @throws IOException if a folder cannot be listed, or holds two files whose names differ in the ending alone
     */
    public static PictureSets find(Path rain, Path clean, Optional<Path> result) throws IOException {
        Map<String, Path> rainy = byName(rain, _ -> true);
        Map<String, Path> truths = byName(clean, _ -> true);
        Map<String, Path> results = result.isPresent() ? byName(result.get(), _ -> true) : Map.of();
        List<PictureSet> sets = new ArrayList<>();
        for (String name : List.copyOf(rainy.keySet())) {
            if (truths.containsKey(name) && (result.isEmpty() || results.containsKey(name))) {
                sets.add(new PictureSet(rainy.remove(name), truths.remove(name),
                        result.map(_ -> results.remove(name))));
            }
        }
        List<Path> unmatched = Stream.of(rainy, truths, results).flatMap(left -> left.values().stream()).distinct()
                .toList();
        return new PictureSets(sets, unmatched);
    }

    /**
     * Finds pictures that have no truth but themselves, and their results.
     *
     * @param pictures folder of pictures
     * @param result folder of finished results, if they are to be scored
     * @return the sets, by name; each one's clean picture is the picture itself
     * @throws IOException as {@link #find} says
     */
    public static PictureSets alone(Path pictures, Optional<Path> result) throws IOException {
        return find(pictures, pictures, result);
    }

    /**
     * The files of a folder by their names without endings. Hidden files and folders do not count.
     *
     * @param folder any
     * @param counts which files of it count
     * @return in the order of the names
     * @throws IOException if it cannot be listed, or holds two files whose names differ in the ending alone
     */
    public static Map<String, Path> byName(Path folder, Predicate<Path> counts) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : entries.sorted().toList()) {
                if (Files.isDirectory(file) || Files.isHidden(file) || !counts.test(file)) {
                    continue;
                }
                Path other = files.put(name(file), file);
                if (other != null) {
                    throw alike(other, file.getFileName());
                }
            }
        }
        return files;
    }

    /**
     * Where two files of a folder could both be another's partner.
     *
     * @param one   as it is called
     * @param other its name alone
     * @return a sentence
     */
    public static IOException alike(Object one, Object other) {
        return new IOException(one + " and " + other + " differ in the ending alone; leave one of them in the folder.");
    }

    /**
     * What a partner's name must be.
     *
     * @param file any
     * @return its name without the ending
     */
    public static String name(Path file) {
        return name(file.getFileName().toString());
    }

    /**
     * The same of a file that need not be there.
     *
     * @param file its name, without its folder
     * @return the name without the ending
     */
    public static String name(String file) {
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }
}
