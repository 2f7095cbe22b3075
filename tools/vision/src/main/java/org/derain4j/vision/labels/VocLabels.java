package org.derain4j.vision.labels;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.derain4j.cli.common.Failure;

/**
 * Pascal VOC's labels. Their pixels are numbered from 1, and the last belongs to the box: it lies from {@code xmin - 1} to {@code xmax}
 * where pixels are counted from the border, as the VOC development kit measures boxes (with its {@code + 1}) and detectron2 reads
 * them. Difficult objects need not be found.
 */
final class VocLabels {

    /** In the order in which VOC names them. */
    static final List<String> THINGS = List.of("aeroplane", "bicycle", "bird", "boat", "bottle", "bus", "car", "cat",
            "chair", "cow", "diningtable", "dog", "horse", "motorbike", "person", "pottedplant", "sheep", "sofa",
            "train", "tvmonitor");

    private final Optional<ClassNames> names;
    private final Function<String, Size> sizes;

    VocLabels(Path folder, Function<String, Size> sizes) {
        names = ClassNames.near(folder);
        this.sizes = sizes;
    }

    BoxLabels read(Map<String, Path> files) {
        Map<String, VocDocument> documents = new TreeMap<>();
        files.forEach((name, file) -> documents.put(name, VocDocument.read(file)));
        List<String> classes = classes(documents);
        Map<String, Integer> indices = new TreeMap<>();
        IntStream.range(0, classes.size()).forEach(i -> indices.putIfAbsent(classes.get(i), i));
        Map<String, List<LabelledBox>> byPicture = new TreeMap<>();
        documents.forEach((name, document) -> byPicture.put(name, boxes(name, document, indices)));
        return new BoxLabels(classes, byPicture);
    }

    /** Those of a list where there is one, VOC's own where they are enough, else all that stand in the files, by name. */
    private List<String> classes(Map<String, VocDocument> documents) {
        TreeSet<String> there = new TreeSet<>();
        documents.values().forEach(document -> document.objects().forEach(object -> there.add(object.name())));
        return names.map(ClassNames::names)
                .orElseGet(() -> THINGS.containsAll(there) ? THINGS : List.copyOf(there));
    }

    private List<LabelledBox> boxes(String name, VocDocument document, Map<String, Integer> indices) {
        Size size = sizes.apply(name);
        Boxes.requireSameSize(document.file().toString(), document.width(), document.height(), size);
        List<LabelledBox> boxes = new ArrayList<>();
        for (VocDocument.Labelled object : document.objects()) {
            Integer index = indices.get(object.name());
            if (index == null) {
                throw Failure.input("%s: the class '%s' is none of those of %s; mend one of them."
                        .formatted(object.where(), object.name(), names.orElseThrow().file()));
            }
            Box box = box(object, size);
            boxes.add(new LabelledBox(index, box, box.area(), false, object.difficult()));
        }
        return boxes;
    }

    private static Box box(VocDocument.Labelled object, Size size) {
        double left = object.xmin() - 1;
        double top = object.ymin() - 1;
        if (object.xmax() < left || object.ymax() < top) {
            throw Failure.input("%s: xmax or ymax is less than xmin or ymin; mend the box.".formatted(object.where()));
        }
        if (Boxes.leaves(left, top, object.xmax(), object.ymax(), size)) {
            throw Failure.input(("%s: the box of '%s' lies beyond the picture of %s pixels; give the pictures that were"
                    + " labelled, or mend the box.").formatted(object.where(), object.name(), size));
        }
        return Boxes.cut(left, top, object.xmax(), object.ymax(), size);
    }
}
