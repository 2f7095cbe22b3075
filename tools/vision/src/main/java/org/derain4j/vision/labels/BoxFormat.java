package org.derain4j.vision.labels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.eval.PictureSets;

/** How boxes are kept. */
enum BoxFormat {

    /** A text for each picture; a line for each box. */
    YOLO(".txt"),
    /** One file for all pictures. */
    COCO(".json"),
    /** An XML document for each picture. */
    VOC(".xml");

    private static final String REMEDY = "give a folder of YOLO .txt or Pascal VOC .xml named like the pictures, or COCO's"
            + " .json";

    private final String ending;

    BoxFormat(String ending) {
        this.ending = ending;
    }

    /**
     * Labels found.
     *
     * @param format of all of them
     * @param files  by the names of their pictures; COCO's one file under its own name
     * @param others how many files of that ending belong to no picture
     */
    record Found(BoxFormat format, Map<String, Path> files, int others) {}

    /**
     * What is there, told by the endings of files that are named like pictures.
     *
     * @param labels   a folder, or COCO's file
     * @param pictures names without endings
     */
    static Found in(Path labels, Collection<String> pictures) {
        if (!Files.isDirectory(labels)) {
            return single(labels);
        }
        Set<String> wanted = new HashSet<>(pictures);
        Map<BoxFormat, Map<String, Path>> all = byFormat(labels);
        Map<BoxFormat, Found> found = new EnumMap<>(BoxFormat.class);
        all.forEach((format, files) -> {
            Map<String, Path> named = files.entrySet().stream()
                    .filter(file -> format == COCO || wanted.contains(file.getKey()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            if (!named.isEmpty()) {
                found.put(format, new Found(format, named, files.size() - named.size()));
            }
        });
        if (found.size() > 1) {
            throw Failure.usage("%s: holds %s; leave one kind of labels in the folder, or name COCO's file itself."
                    .formatted(labels,
                            found.keySet().stream().map(f -> f.ending).collect(Collectors.joining(" and "))));
        }
        if (found.isEmpty()) {
            throw Failure.usage(nothing(labels, all));
        }
        Found only = found.values().iterator().next();
        if (only.format == COCO && only.files.size() > 1) {
            throw Failure.usage("%s: holds %d files of JSON; name the one that has the labels."
                    .formatted(labels, only.files.size()));
        }
        return only;
    }

    private static Found single(Path labels) {
        if (!Files.exists(labels)) {
            throw Failure.usage(labels + ": no such file or folder; " + REMEDY + ".");
        }
        if (!ending(labels).equals(COCO.ending)) {
            throw Failure.usage(labels + ": one file can only be COCO's .json; of other labels name the folder.");
        }
        return new Found(COCO, Map.of(PictureSets.name(labels), labels), 0);
    }

    private static String nothing(Path labels, Map<BoxFormat, Map<String, Path>> all) {
        List<String> there = new ArrayList<>();
        all.forEach((format, files) -> there.add("%d %s".formatted(files.size(), format.ending)));
        return "%s: %s; %s.".formatted(labels, there.isEmpty()
                ? "has no labels"
                : "none of its " + String.join(" and ", there) + " is named like a picture", REMEDY);
    }

    private static Map<BoxFormat, Map<String, Path>> byFormat(Path folder) {
        Map<BoxFormat, Map<String, Path>> all = new EnumMap<>(BoxFormat.class);
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : entries.sorted().toList()) {
                String fileName = file.getFileName().toString();
                for (BoxFormat format : values()) {
                    if (ending(file).equals(format.ending) && !fileName.startsWith(".")
                            && !ClassNames.isCalled(fileName) && !Files.isDirectory(file)) {
                        all.computeIfAbsent(format, _ -> new TreeMap<>()).put(PictureSets.name(file), file);
                    }
                }
            }
        } catch (IOException e) {
            throw Failure.input(folder, e);
        }
        return all;
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(Math.max(0, name.lastIndexOf('.'))).toLowerCase(Locale.ROOT);
    }
}
