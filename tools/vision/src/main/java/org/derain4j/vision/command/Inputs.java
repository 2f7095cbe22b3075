package org.derain4j.vision.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.Failure;
import org.derain4j.vision.study.Sample;
import org.derain4j.weights.PrintableText;

/** The pictures of a study with all that belongs to them by name; what has no partner somewhere is told and left out. */
final class Inputs {

    /** Of the names in a note. */
    private static final int MOST_NAMED = 10;

    private final ErrorLines errors;
    private final List<String> leftOut = new ArrayList<>();
    private Map<String, Path> pictures;
    private final Map<String, Map<String, Path>> rainy = new LinkedHashMap<>();
    private final Map<String, Map<String, Path>> results = new LinkedHashMap<>();

    Inputs(StudyOptions options, List<NamedFolder> rains, List<NamedFolder> finished, ErrorLines errors)
            throws IOException {
        this.errors = errors;
        NamedFolder.requireFolder("--pictures", options.pictures);
        pictures = NamedFolder.pictures(options.pictures);
        if (pictures.isEmpty()) {
            throw Failure.input("--pictures " + options.pictures + ": there is no picture in it.");
        }
        for (NamedFolder rain : rains) {
            rainy.put(rain.name(), rain.files());
            keep(rain.files().keySet()::contains, "rainy picture in " + rain.folder());
        }
        for (NamedFolder result : finished) {
            results.put(result.name(), result.files());
            keep(result.files().keySet()::contains, "result in " + result.folder());
        }
    }

    /** By name. */
    Map<String, Path> pictures() {
        return pictures;
    }

    /** Leaves out what lacks something. */
    void keep(Predicate<String> has, String what) {
        Map<String, Path> kept = new TreeMap<>();
        List<String> lacking = new ArrayList<>();
        pictures.forEach((name, file) -> {
            if (has.test(name)) {
                kept.put(name, file);
            } else {
                lacking.add(name);
            }
        });
        if (kept.isEmpty()) {
            throw Failure.input("none of the " + pictures.size() + " pictures has a " + what
                    + "; files belong together by name, whatever the ending.");
        }
        if (!lacking.isEmpty()) {
            errors.print("note: left out, %d without a %s: %s".formatted(lacking.size(), what,
                    PrintableText.list(lacking, MOST_NAMED)));
            lacking.forEach(name -> leftOut.add(name + ": has no " + what));
        }
        pictures = kept;
    }

    /** Leaves out one, for a reason that has been told. */
    void leaveOut(String name) {
        pictures.remove(name);
    }

    /** A sentence for each picture that lacks something. */
    List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    /** What is left. */
    List<Sample> samples() {
        return pictures.entrySet().stream().map(entry -> new Sample(entry.getKey(), entry.getValue(),
                of(rainy, entry.getKey()), of(results, entry.getKey()))).toList();
    }

    private static Map<String, Path> of(Map<String, Map<String, Path>> folders, String name) {
        Map<String, Path> files = new LinkedHashMap<>();
        folders.forEach((folder, all) -> Optional.ofNullable(all.get(name)).ifPresent(file -> files.put(folder, file)));
        return files;
    }
}
