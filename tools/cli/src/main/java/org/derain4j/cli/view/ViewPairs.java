package org.derain4j.cli.view;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.eval.PictureSets;
import org.derain4j.cli.inputs.NaturalOrder;
import org.derain4j.pictures.PictureFormat;

/**
 * What a command line compares: pairs of files, or of the pictures in two folders.
 *
 * @param pairs     in the order given; of folders in the natural order of their names
 * @param unmatched pictures of the folders that have no partner
 * @param page      where the page goes by default
 */
record ViewPairs(List<ViewPair> pairs, List<Path> unmatched, Path page) {

    private static final String PAGE = "view.html";

    /**
     * Finds them.
     *
     * @param files  before, after, before, after ..., or two folders
     * @param truths one for each pair, or a folder of them; may be empty
     * @throws Failure     of usage, if that cannot be
     * @throws IOException if a folder cannot be listed, or two names in it are one
     */
    static ViewPairs of(List<Path> files, List<Path> truths) throws IOException {
        if (files.isEmpty()) {
            throw Failure.usage(truths.isEmpty()
                    ? "no picture named; for example: derain view street.jpg street.derained.jpg."
                    : "--truth takes all files behind it; name BEFORE and AFTER in front of it.");
        }
        Optional<Path> folder = files.stream().filter(Files::isDirectory).findFirst();
        if (folder.isEmpty()) {
            return ofFiles(files, truths);
        }
        if (files.size() != 2 || !files.stream().allMatch(Files::isDirectory)) {
            throw Failure.usage(folder.get() + ": a folder; name two folders, BEFORE and AFTER, or pairs of pictures.");
        }
        return ofFolders(files.get(0), files.get(1), truths);
    }

    /** All that are compared. */
    Stream<Path> files() {
        return pairs.stream().flatMap(pair -> Stream.concat(Stream.of(pair.before(), pair.after()),
                pair.truth().stream()));
    }

    private static ViewPairs ofFiles(List<Path> files, List<Path> truths) throws IOException {
        if (files.size() % 2 != 0) {
            throw Failure.usage("%s; give pairs, BEFORE AFTER of each, and one picture with two results as A R1 A R2."
                    .formatted(files.size() == 1 ? "one picture alone" : files.size() + " pictures are no pairs"));
        }
        List<ViewPair> pairs = new ArrayList<>();
        for (int i = 0; i < files.size(); i += 2) {
            pairs.add(new ViewPair(files.get(i), files.get(i + 1), Optional.empty()));
        }
        Path after = files.get(1);
        return new ViewPairs(withTruths(pairs, truths), List.of(), pairs.size() > 1
                ? Path.of(PAGE)
                : after.resolveSibling(pageName(after)));
    }

    private static String pageName(Path picture) {
        return PictureSets.name(picture) + "." + PAGE;
    }

    private static ViewPairs ofFolders(Path before, Path after, List<Path> truths) throws IOException {
        Map<String, Path> befores = pictures(before);
        Map<String, Path> afters = pictures(after);
        List<ViewPair> pairs = befores.entrySet().stream().filter(entry -> afters.containsKey(entry.getKey()))
                .map(entry -> new ViewPair(entry.getValue(), afters.get(entry.getKey()), Optional.empty()))
                .sorted(Comparator.comparing(pair -> pair.before().getFileName().toString(), new NaturalOrder()))
                .toList();
        if (pairs.isEmpty()) {
            throw Failure.input(before + ": none of its pictures has a partner of the same name in " + after + ".");
        }
        if (truths.size() > 1 || !truths.stream().allMatch(Files::isDirectory)) {
            throw Failure.usage("--truth: of two folders it is a third one; name that.");
        }
        List<Path> unmatched = Stream.concat(without(afters, befores), without(befores, afters)).toList();
        return new ViewPairs(withTruths(pairs, truths), unmatched, after.resolve(PAGE));
    }

    /** Other files may lie beside them under their names: the page of an earlier run, what a camera or an editor notes. */
    private static Map<String, Path> pictures(Path folder) throws IOException {
        return PictureSets.byName(folder, file -> PictureFormat.named(file).isPresent());
    }

    /** Those that lack a partner. */
    private static Stream<Path> without(Map<String, Path> partners, Map<String, Path> files) {
        return files.entrySet().stream().filter(entry -> !partners.containsKey(entry.getKey()))
                .map(Map.Entry::getValue);
    }

    private static List<ViewPair> withTruths(List<ViewPair> pairs, List<Path> truths) throws IOException {
        if (truths.isEmpty()) {
            return pairs;
        }
        if (truths.size() == 1 && Files.isDirectory(truths.getFirst())) {
            return withTruths(pairs, truths.getFirst());
        }
        boolean one = truths.size() == 1 && pairs.stream().map(ViewPair::before).distinct().count() == 1;
        if (!one && truths.size() != pairs.size()) {
            throw Failure.usage("--truth names %d, and there %s; give one for each, in their order, or a folder."
                    .formatted(truths.size(), pairs.size() == 1 ? "is one pair" : "are " + pairs.size() + " pairs"));
        }
        List<ViewPair> all = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            all.add(new ViewPair(pairs.get(i).before(), pairs.get(i).after(),
                    Optional.of(truths.get(one ? 0 : i))));
        }
        return all;
    }

    /** Those without one stay without. */
    private static List<ViewPair> withTruths(List<ViewPair> pairs, Path folder) throws IOException {
        Map<String, Path> byName = pictures(folder);
        List<ViewPair> all = pairs.stream().map(pair -> new ViewPair(pair.before(), pair.after(),
                Optional.ofNullable(byName.get(PictureSets.name(pair.before()))))).toList();
        if (all.stream().allMatch(pair -> pair.truth().isEmpty())) {
            throw Failure.input("--truth " + folder + ": none of its files has the name of a picture.");
        }
        return all;
    }
}
