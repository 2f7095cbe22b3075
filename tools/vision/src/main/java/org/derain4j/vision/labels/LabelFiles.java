package org.derain4j.vision.labels;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads the boxes of pictures: YOLO text, COCO JSON or Pascal VOC XML, whichever is there. What cannot be right is refused with one sentence
 * that names the file and the place.
 *
 * <p>YOLO's and VOC's boxes are cut at the picture's border; one of VOC's that leaves it by more than a hundredth of its side is refused.
 * COCO's are not cut, as pycocotools takes them as they are. Boxes without extent stay, and count as never found, as pycocotools has it.
 */
public final class LabelFiles {

    private LabelFiles() {}

    /**
     * Reads labels.
     *
     * @param labels   a folder, or COCO's file
     * @param pictures names of pictures, without endings
     * @param sizes    the size of a picture by its name; asked once at most for each that has labels
     * @param notes    takes what the user should know, a sentence each: what was left out, what is strange
     * @return the labels of those of the pictures that have any; the others are not in it
     * @throws org.derain4j.cli.common.Failure if there are none, or bad ones
     */
    public static BoxLabels read(Path labels, Collection<String> pictures, Function<String, Size> sizes,
            Consumer<String> notes) {
        Set<String> names = new TreeSet<>(pictures);
        BoxFormat.Found found = BoxFormat.in(labels, names);
        BoxLabels read = switch (found.format()) {
            case YOLO -> new YoloLabels(labels, sizes, notes).read(found.files());
            case COCO -> new CocoLabels(found.files().values().iterator().next(), sizes, notes).read(names);
            case VOC -> new VocLabels(labels, sizes).read(found.files());
        };
        if (found.others() > 0) {
            notes.accept("%s: %d of its files are named like no picture, and left out.".formatted(labels,
                    found.others()));
        }
        tellOfEmptyBoxes(labels, read, notes);
        return read;
    }

    private static void tellOfEmptyBoxes(Path labels, BoxLabels read, Consumer<String> notes) {
        long empty = read.byPicture().values().stream().flatMap(List::stream)
                .filter(box -> box.box().area() == 0).count();
        if (empty > 0) {
            notes.accept("%s: %d boxes have no extent; they count as never found.".formatted(labels, empty));
        }
    }
}
