package org.derain4j.vision.labels;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.eval.PictureSets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * What a file of COCO's says of some images. It is read as a stream: the outlines, most of it, are passed over, and annotations of other
 * images are not kept once the images are known, as COCO itself has them first.
 */
final class CocoFile {

    /** A picture; sides of 0 where the file does not say them. */
    record Image(String id, String name, double width, double height) {}

    /** What was found in one. */
    record Annotation(String id, String image, long category, Box box, double area, boolean crowd, boolean ignored) {}

    private final Path file;
    private final Predicate<Image> wanted;
    private final Map<String, Image> images = new HashMap<>();
    private final Set<String> otherImages = new HashSet<>();
    private final Map<Long, String> categories = new HashMap<>();
    private final Set<String> read = new HashSet<>();
    private List<Annotation> annotations = new ArrayList<>();
    private int count;
    private int leftOut;

    private CocoFile(Path file, Predicate<Image> wanted) {
        this.file = file;
        this.wanted = wanted;
    }

    static CocoFile read(Path file, Predicate<Image> wanted) {
        CocoFile coco = new CocoFile(file, wanted);
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), file)) {
            coco.read(json);
        } catch (JacksonIOException e) {
            throw Failure.input(file, e.getCause());
        } catch (JacksonException e) {
            throw Failure.input("%s: cannot be read as JSON (%s); get a whole copy of it.".formatted(file,
                    e.getOriginalMessage()));
        }
        coco.finish();
        return coco;
    }

    Iterable<Image> images() {
        return images.values();
    }

    /** Names by id. */
    Map<Long, String> categories() {
        return categories;
    }

    /** Of the wanted images. */
    List<Annotation> annotations() {
        return annotations;
    }

    /** How many images are not wanted. */
    int others() {
        return otherImages.size();
    }

    /** How many annotations are of those. */
    int leftOut() {
        return leftOut;
    }

    private void read(JsonParser json) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw Failure.input(file + ": is no object of JSON, as COCO's labels are; name another file.");
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            switch (key) {
                case "images" -> list(json, key, value, this::image);
                case "annotations" -> list(json, key, value, this::annotation);
                case "categories" -> list(json, key, value, this::category);
                default -> json.skipChildren();
            }
        }
    }

    private void finish() {
        for (String key : List.of("images", "annotations", "categories")) {
            if (!read.contains(key)) {
                throw Failure.input("%s: has no '%s'; COCO's labels have images, annotations and categories."
                        .formatted(file, key));
            }
        }
        annotations = annotations.stream().filter(this::keeps).toList();
    }

    private void list(JsonParser json, String key, JsonToken value, Consumer<JsonObject> each) {
        if (value != JsonToken.START_ARRAY || !read.add(key)) {
            throw Failure.input("%s: '%s' is no list, or stands there twice; mend it.".formatted(file, key));
        }
        for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw Failure.input("%s: entry %d of '%s' is no object; mend it.".formatted(file, i + 1, key));
            }
            int entry = i + 1;
            each.accept(JsonObject.read(json, () -> "%s: entry %d of '%s'".formatted(file, entry, key)));
        }
    }

    private void image(JsonObject object) {
        String path = object.text("file_name").replace('\\', '/');
        Image image = new Image(object.text("id"), PictureSets.name(path.substring(path.lastIndexOf('/') + 1)),
                object.number("width", 0), object.number("height", 0));
        boolean second = wanted.test(image)
                ? images.put(image.id(), image) != null
                : !otherImages.add(image.id());
        if (second || images.containsKey(image.id()) && otherImages.contains(image.id())) {
            throw Failure.input("%s has the id %s, as another image has; mend it.".formatted(object.where(),
                    image.id()));
        }
    }

    private void category(JsonObject object) {
        long id = object.integer("id");
        if (categories.put(id, object.text("name")) != null) {
            throw Failure.input("%s has the id %d, as another category has; mend it.".formatted(object.where(), id));
        }
    }

    private void annotation(JsonObject object) {
        count++;
        String id = object.text("id", "number " + count);
        double[] sides = object.numbers("bbox", 4);
        if (sides[2] < 0 || sides[3] < 0) {
            throw Failure.input("%s (id %s): a box of %s x %s is none; mend it.".formatted(object.where(), id, sides[2],
                    sides[3]));
        }
        Box box = new Box(sides[0], sides[1], sides[2], sides[3]);
        Annotation annotation = new Annotation(id, object.text("image_id"), object.integer("category_id"), box,
                object.number("area", box.area()), object.number("iscrowd", 0) != 0, object.number("ignore", 0) != 0);
        if (!read.contains("images") || keeps(annotation)) {
            annotations.add(annotation);
        }
    }

    private boolean keeps(Annotation annotation) {
        if (images.containsKey(annotation.image())) {
            return true;
        }
        if (!otherImages.contains(annotation.image())) {
            throw Failure.input("%s: annotation %s is of image %s, which is not among its images; mend it."
                    .formatted(file, annotation.id(), annotation.image()));
        }
        leftOut++;
        return false;
    }
}
