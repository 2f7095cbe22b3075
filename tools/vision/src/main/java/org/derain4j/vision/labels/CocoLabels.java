package org.derain4j.vision.labels;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.derain4j.cli.common.Failure;

/**
 * COCO's labels. Classes are numbered by their categories' ids in rising order, as pycocotools has them. Pictures are found by the name of
 * {@code file_name}, without folders and ending. An annotation that says {@code "ignore": 1} need not be found.
 */
final class CocoLabels {

    private final Path file;
    private final Function<String, Size> sizes;
    private final Consumer<String> notes;

    CocoLabels(Path file, Function<String, Size> sizes, Consumer<String> notes) {
        this.file = file;
        this.sizes = sizes;
        this.notes = notes;
    }

    BoxLabels read(Set<String> pictures) {
        CocoFile coco = CocoFile.read(file, image -> pictures.contains(image.name()));
        Map<String, String> names = new HashMap<>();
        Map<String, List<LabelledBox>> byPicture = new TreeMap<>();
        for (CocoFile.Image image : coco.images()) {
            Boxes.requireSameSize("%s: image '%s'".formatted(file, image.name()), image.width(), image.height(),
                    sizes.apply(image.name()));
            names.put(image.id(), image.name());
            if (byPicture.put(image.name(), new ArrayList<>()) != null) {
                throw Failure.input("%s: two images are called '%s'; leave one of them.".formatted(file, image.name()));
            }
        }
        if (byPicture.isEmpty()) {
            throw Failure.input(file + ": none of its images has the name of a picture; give the pictures that belong"
                    + " to it.");
        }
        List<Long> ids = coco.categories().keySet().stream().sorted().toList();
        Map<Long, Integer> indices = new HashMap<>();
        ids.forEach(id -> indices.put(id, indices.size()));
        for (CocoFile.Annotation annotation : coco.annotations()) {
            Integer index = indices.get(annotation.category());
            if (index == null) {
                throw Failure.input("%s: annotation %s is of category %d, which is not among its categories; mend it."
                        .formatted(file, annotation.id(), annotation.category()));
            }
            byPicture.get(names.get(annotation.image())).add(new LabelledBox(index, annotation.box(),
                    annotation.area(), annotation.crowd(), annotation.ignored()));
        }
        if (coco.others() > 0) {
            notes.accept("%s: %d of its images are none of the pictures; %d annotations of them are left out."
                    .formatted(file, coco.others(), coco.leftOut()));
        }
        return new BoxLabels(ids.stream().map(coco.categories()::get).toList(), byPicture);
    }
}
