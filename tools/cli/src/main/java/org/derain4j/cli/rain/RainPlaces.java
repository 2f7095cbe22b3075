package org.derain4j.cli.rain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.io.FilenameUtils;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.OutputFile;
import org.derain4j.cli.derain.ResultNames;
import org.derain4j.cli.inputs.Input;
import org.derain4j.cli.inputs.Rivals;
import org.derain4j.cli.inputs.Selection;
import org.derain4j.pictures.PictureFormat;

/**
 * Where results go, each kind of them into a tree as deep as that of the pictures; of several kinds of rain each has a folder in there.
 *
 * @param out    of {@code -o}: a folder, or a file for a single picture in one kind of rain
 * @param truth  the folder of pictures without rain, if they are wanted
 * @param layer  the folder of the rain by itself, if it is wanted
 * @param mask   the folder of masks, if they are wanted
 * @param kinds  of rain, each once
 * @param format of all pictures; empty for that of each input
 */
record RainPlaces(String out, Optional<Path> truth, Optional<Path> layer, Optional<Path> mask, List<String> kinds,
        Optional<PictureFormat> format) {

    /** The folders of results that are there. */
    List<Path> existingFolders() {
        return Stream.of(Optional.of(Path.of(out)), truth, layer, mask).flatMap(Optional::stream)
                .filter(Files::isDirectory).toList();
    }

    /**
     * Decides where every result goes.
     *
     * @throws Failure of usage, if the whole cannot work out
     */
    List<RainJob> jobs(Selection selection) {
        List<Input> inputs = selection.pictures();
        boolean several = selection.open() || inputs.size() > 1 || kinds.size() > 1;
        boolean folder = isFolder(several);
        Map<Path, Path> pictures = names(inputs,
                (input, whole) -> folder ? place(input, format, whole) : Path.of(out).getFileName());
        Map<Path, Path> plain = names(inputs, (input, whole) -> folder
                ? place(input, Optional.of(PictureFormat.PNG), whole)
                : Path.of(FilenameUtils.getBaseName(out) + "." + PictureFormat.PNG.extension()));
        List<RainJob> jobs = new ArrayList<>();
        for (Input input : inputs) {
            Path picture = pictures.get(input.file());
            Path png = plain.get(input.file());
            jobs.add(new RainJob(input.file(), name(input), kinds.stream().map(kind -> new RainFiles(kind,
                    folder ? in(Path.of(out), kind).resolve(picture) : Path.of(out),
                    truth.map(root -> in(root, kind).resolve(picture)), layer.map(root -> in(root, kind).resolve(png)),
                    mask.map(root -> in(root, kind).resolve(png)))).toList(), Optional.empty()));
        }
        return withRivals(jobs);
    }

    /** Whether results go into a folder, there or not. */
    private boolean isFolder(boolean several) {
        Path target = Path.of(out);
        if (out.endsWith("/") || Files.isDirectory(target)) {
            return true;
        }
        if (several && (Files.exists(target) || PictureFormat.named(target).isPresent())) {
            throw Failure
                    .usage("-o " + out + ": with several pictures or kinds of rain it must be a folder; create it, "
                            + "or end it with a slash.");
        }
        if (!several) {
            OutputFile.checkPicture(target, format);
        }
        return several;
    }

    private Path in(Path root, String kind) {
        return kinds.size() > 1 ? root.resolve(kind) : root;
    }

    private static Path place(Input input, Optional<PictureFormat> format, boolean whole) {
        return input.place().resolveSibling(ResultNames.name(input.file(), format, whole, ""));
    }

    /** What the rain of a picture is drawn by: where it lies in the folder given, without its ending, alike on every system. */
    static String name(Input input) {
        String name = StreamSupport.stream(input.place().spliterator(), false).map(Path::toString)
                .collect(Collectors.joining("/"));
        return PictureFormat.named(input.place()).isPresent() ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    /** By input; inputs that would have one name are all named by the whole input, as {@code derain} does. */
    private static Map<Path, Path> names(List<Input> inputs, BiFunction<Input, Boolean, Path> naming) {
        Set<Path> whole = new HashSet<>();
        while (true) { // whole names may be others' plain ones; each time round they are longer
            Map<Path, Path> names = new LinkedHashMap<>();
            Map<Path, List<Path>> owners = new HashMap<>();
            for (Input input : inputs) {
                Path name = naming.apply(input, whole.contains(input.file()));
                names.put(input.file(), name);
                owners.computeIfAbsent(name, _ -> new ArrayList<>()).add(input.file());
            }
            owners.values().removeIf(files -> files.size() == 1);
            if (owners.values().stream().map(whole::addAll).filter(added -> added).count() == 0) {
                return names;
            }
        }
    }

    /** Where a folder is or will be, the same by whatever links it is named. */
    static Path real(Path named) {
        Path path = named.toAbsolutePath().normalize();
        Path there = path;
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        try {
            return there.toRealPath().resolve(there.relativize(path));
        } catch (IOException e) {
            return path; // it cannot be looked at, nor written to
        }
    }

    /** Also of one input with itself, where folders of different results are one. */
    private static List<RainJob> withRivals(List<RainJob> jobs) {
        Map<Path, Path> folders = new HashMap<>();
        Rivals<Path> rivals = new Rivals<>();
        jobs.forEach(job -> job.files().forEach(file -> rivals.add(
                folders.computeIfAbsent(file.toAbsolutePath().getParent(), RainPlaces::real)
                        .resolve(file.getFileName()),
                job.input())));
        return jobs.stream().map(job -> job.against(rivals.of(job.input()))).toList();
    }
}
