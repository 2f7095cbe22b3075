package org.derain4j.spark.job;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.eval.PictureSets;
import org.derain4j.spark.files.FileStore;
import org.derain4j.spark.files.Found;

/** Finds what belongs together in the folders of an evaluation, by the names that {@code derain eval} goes by. */
final class Scenes {

    private final FileStore store;
    private final boolean recursive;
    private final Map<Path, Map<String, Found>> folders = new LinkedHashMap<>();

    /**
     * Of no folder yet.
     *
     * @param store     where they are
     * @param recursive whether the folders in them count; then partners lie at the same place in their trees
     */
    Scenes(FileStore store, boolean recursive) {
        this.store = store;
        this.recursive = recursive;
    }

    /**
     * Adds a folder in which every scene must have a file: the rainy pictures first, then the clean ones, then results. Hidden files and
     * folders do not count.
     */
    void add(Path folder) throws IOException {
        requireFolder(folder);
        Map<String, Found> files = new TreeMap<>();
        List<Found> all = new ArrayList<>(store.list(folder));
        all.sort(Comparator.comparing(Found::path));
        for (Found found : all) {
            String place = FileStore.relative(folder, found.path());
            if (("/" + place).contains("/.") || !recursive && place.contains("/")) {
                continue;
            }
            Found other = files.put(name(place), found);
            if (other != null) {
                throw PictureSets.alike(FileStore.shown(other.path()), found.path().getName());
            }
        }
        folders.put(folder, files);
    }

    private void requireFolder(Path folder) throws IOException {
        try {
            if (!store.of(folder).getFileStatus(folder).isDirectory()) {
                throw Failure.input(FileStore.shown(folder) + ": not a folder.");
            }
        } catch (FileNotFoundException e) {
            throw Failure.input(FileStore.shown(folder) + ": no such file or folder.");
        }
    }

    /** By name. */
    List<Scene> all() {
        SortedSet<String> names = new TreeSet<>();
        folders.values().forEach(files -> names.addAll(files.keySet()));
        return names.stream().map(this::scene).toList();
    }

    private Scene scene(String name) {
        List<Found> files = new ArrayList<>();
        List<Path> lacking = new ArrayList<>();
        Path holder = null;
        for (Map.Entry<Path, Map<String, Found>> folder : folders.entrySet()) {
            Found file = folder.getValue().get(name);
            if (file == null) {
                lacking.add(folder.getKey());
            } else {
                files.add(file);
                holder = holder == null ? folder.getKey() : holder;
            }
        }
        Path first = files.getFirst().path();
        String picture = FileStore.relative(holder, first);
        long bytes = files.stream().mapToLong(Found::length).sum();
        if (!lacking.isEmpty()) {
            return new Scene(picture, null, null, null, bytes, FileStore.shown(first) + ": no file of the same name in "
                    + lacking.stream().map(FileStore::shown).collect(Collectors.joining(" and in ")) + ".");
        }
        List<String> places = files.stream().map(file -> file.path().toString()).toList();
        return new Scene(picture, places.get(0), places.get(1), places.size() > 2 ? places.get(2) : null, bytes, null);
    }

    /** What partners have in common: the folders, and the name without its ending. */
    private static String name(String place) {
        int name = place.lastIndexOf('/') + 1;
        return place.substring(0, name) + PictureSets.name(place.substring(name));
    }
}
