package org.derain4j.vision.labels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.eval.PictureSets;

/** Which mask belongs to which picture: by its name, with what data sets put behind it. */
enum MaskNames {

    /** The picture's own. */
    PLAIN(""),
    /** Cityscapes' ids of classes. */
    LABEL_IDS("_labelIds"),
    /** Cityscapes' ids for training. */
    TRAIN_IDS("_labelTrainIds"),
    /** CamVid's colours. */
    CAMVID_COLOURS("_L");

    /** What stands behind a scene's name in Cityscapes; variants, as with rain or fog, have more behind it. */
    private static final String CITYSCAPES_PICTURE = "_leftImg8bit";
    private static final List<String> CITYSCAPES_MASK = List.of("_gtFine", "_gtCoarse");
    /** Masks in a folder for each part, with one for each city in it. */
    private static final int DEPTH = 3;

    private final String ending;

    MaskNames(String ending) {
        this.ending = ending;
    }

    /**
     * Masks found.
     *
     * @param names     how they are called
     * @param byPicture of those of the pictures that have one
     */
    record Found(MaskNames names, Map<String, Path> byPicture) {}

    /** Those names that fit most pictures. */
    static Found find(Path folder, Collection<String> pictures) {
        if (!Files.isDirectory(folder)) {
            throw Failure.usage(folder + ": no such folder; give one of masks named like the pictures.");
        }
        List<Path> files = masks(folder);
        Found best = new Found(PLAIN, Map.of());
        for (MaskNames names : values()) {
            Map<String, Path> masks = names.byScene(files);
            Map<String, Path> found = new TreeMap<>();
            for (String picture : pictures) {
                Path mask = masks.get(names.scene(picture));
                if (mask != null) {
                    found.put(picture, mask);
                }
            }
            best = found.size() > best.byPicture.size() ? new Found(names, found) : best;
        }
        if (best.byPicture.isEmpty()) {
            throw Failure.usage(
                    "%s: none of its %d PNG files is named like a picture; give a folder of masks in PNG, NAME.png"
                            .formatted(folder, files.size()) + " for NAME.jpg.");
        }
        return best;
    }

    private static List<Path> masks(Path folder) {
        try (Stream<Path> entries = Files.walk(folder, DEPTH)) {
            return entries.filter(file -> file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".png")
                    && !file.getFileName().toString().startsWith(".") && Files.isRegularFile(file)).sorted().toList();
        } catch (IOException e) {
            throw Failure.input(folder, e);
        } catch (UncheckedIOException e) {
            throw Failure.input(folder, e.getCause());
        }
    }

    private Map<String, Path> byScene(List<Path> files) {
        Map<String, Path> masks = new TreeMap<>();
        for (Path file : files) {
            String name = PictureSets.name(file);
            if (name.endsWith(ending)) {
                Path other = masks.put(scene(name.substring(0, name.length() - ending.length())), file);
                if (other != null) {
                    throw Failure.input("%s: is a mask of the same picture as %s; leave one of them.".formatted(file,
                            other));
                }
            }
        }
        return masks;
    }

    /** What a picture and its mask have in common. */
    private String scene(String name) {
        if (this != LABEL_IDS && this != TRAIN_IDS) {
            return name;
        }
        for (String end : CITYSCAPES_MASK) {
            if (name.endsWith(end)) {
                return name.substring(0, name.length() - end.length());
            }
        }
        int end = name.indexOf(CITYSCAPES_PICTURE);
        return end > 0 ? name.substring(0, end) : name;
    }
}
