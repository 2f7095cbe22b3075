package org.derain4j.vision.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CocoLabelsTest {

    private static final String IMAGES = """
            [{"id": 7, "file_name": "val/a.jpg", "width": 200, "height": 100, "license": null},
             {"id": 9, "file_name": "b.jpg", "width": 200, "height": 100},
             {"id": 11, "file_name": "elsewhere.jpg", "width": 1, "height": 1}]""";
    private static final String CATEGORIES = """
            [{"id": 90, "name": "Bürste", "supercategory": "indoor"}, {"id": 1, "name": "person"}]""";
    private static final String ANNOTATIONS = """
            [{"id": 1, "image_id": 7, "category_id": 90, "bbox": [10.5, 20, 30, 40.25], "area": 600.125, "iscrowd": 0,
              "segmentation": [[10.5, 20, 40.5, 20, 40.5, 60.25, 10.5, 60.25, 9, 9]]},
             {"id": 2, "image_id": 7, "category_id": 1, "bbox": [0, 0, 200, 100], "area": 20000, "iscrowd": 1,
              "segmentation": {"counts": [1, 2, 3], "size": [100, 200]}, "bbox_note": {"deep": [{"er": []}]}},
             {"id": 3, "image_id": 7, "category_id": 1, "bbox": [-2, 5, 10, 10], "ignore": true},
             {"id": 4, "image_id": 11, "category_id": 1, "bbox": [0, 0, 1, 1]}]""";

    @TempDir
    private Path temporary;
    private LabelFolder labels;

    @BeforeEach
    void folder() {
        labels = new LabelFolder(temporary);
    }

    private static String json(String images, String annotations, String categories) {
        return """
                {"info": {"year": 2017, "more": [[[]]]}, "images": %s, "annotations": %s, "categories": %s}"""
                .formatted(images, annotations, categories);
    }

    private static void assertRead(BoxLabels read) {
        assertEquals(List.of("person", "Bürste"), read.classes());
        assertEquals(Set.of("a", "b"), read.byPicture().keySet());
        assertEquals(List.of(), read.byPicture().get("b"));
        List<LabelledBox> boxes = read.byPicture().get("a");
        assertEquals(List.of(new LabelledBox(1, new Box(10.5, 20, 30, 40.25), 600.125, false, false),
                new LabelledBox(0, new Box(0, 0, 200, 100), 20000, true, false),
                new LabelledBox(0, new Box(-2, 5, 10, 10), 100, false, true)), boxes);
    }

    @Test
    void boxesAreTakenAsTheyAre() throws IOException {
        labels.with("instances.json", json(IMAGES, ANNOTATIONS, CATEGORIES));

        assertRead(labels.read("a", "b", "c"));
        assertEquals(List.of(labels.file("instances.json")
                + ": 1 of its images are none of the pictures; 1 annotations of them are left out."), labels.notes());
        assertRead(labels.read(labels.file("instances.json"), "a", "b", "c"));
    }

    @Test
    void theOrderOfItsPartsDoesNotMatterNorDoesAMark() throws IOException {
        labels.with("instances.json", "\ufeff{\"annotations\": %s, \"categories\": %s,\r\n\"images\": %s}".formatted(
                ANNOTATIONS, CATEGORIES, IMAGES));

        assertRead(labels.read("a", "b"));
        assertTrue(labels.notes().getFirst().contains("1 annotations of them"), labels.notes().getFirst());
    }

    @Test
    void idsMayBeTexts() throws IOException {
        labels.with("instances.json", json("[{\"id\": \"x-1\", \"file_name\": \"a.png\"}]",
                "[{\"image_id\": \"x-1\", \"category_id\": 1, \"bbox\": [1, 2, 3, 4]}]", CATEGORIES));

        BoxLabels read = labels.read("a", "b");
        assertEquals(Set.of("a"), read.byPicture().keySet());
        assertEquals(List.of(LabelledBox.of(0, new Box(1, 2, 3, 4))), read.byPicture().get("a"));
    }

    /** As tables of numbers are written by pandas, where a value is missing somewhere. */
    @Test
    void wholeNumbersMayBeWrittenAsFractions() throws IOException {
        labels.with("instances.json", json("[{\"id\": 7, \"file_name\": \"a.png\", \"width\": 200.0, \"height\": 1e2}]",
                "[{\"id\": 5.5, \"image_id\": 7.0, \"category_id\": 1.0, \"bbox\": [1, 2, 3, 4], \"iscrowd\": 0.0}]",
                CATEGORIES));

        assertEquals(List.of(LabelledBox.of(0, new Box(1, 2, 3, 4))), labels.read("a").byPicture().get("a"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{\"image_id\": 7, \"category_id\": 1}|no 'bbox' of 4 numbers",
        "{\"image_id\": 7, \"category_id\": 1, \"bbox\": [1, 2, 3]}|no 'bbox' of 4 numbers",
        "{\"image_id\": 7, \"category_id\": 1, \"bbox\": [1, 2, 3, 4, 5]}|no 'bbox' of 4 numbers",
        "{\"image_id\": 7, \"category_id\": 1, \"bbox\": [1, 2, null, 4]}|no 'bbox' of 4 numbers",
        "{\"image_id\": 7, \"category_id\": 1, \"bbox\": [1, 2, 1e999, 4]}|no 'bbox' of 4 numbers",
        "{\"image_id\": 7, \"category_id\": 1, \"bbox\": \"1 2 3 4\"}|no 'bbox' of 4 numbers",
        "{\"image_id\": 7, \"category_id\": 1, \"bbox\": [1, 2, -3, 4]}|a box of -3.0 x 4.0 is none",
        "{\"image_id\": 7, \"category_id\": 1, \"bbox\": [1, 2, 3, 4], \"area\": -1}|'-1' as its 'area'",
        "{\"image_id\": 7, \"bbox\": [1, 2, 3, 4]}|no 'category_id'",
        "{\"category_id\": 1, \"bbox\": [1, 2, 3, 4]}|no 'image_id'",
        "{\"image_id\": 7, \"category_id\": 1.5, \"bbox\": [1, 2, 3, 4]}|'1.5' as its 'category_id'",
        "{\"image_id\": 7, \"category_id\": \"person\", \"bbox\": [1, 2, 3, 4]}|'person' as its 'category_id'",
        "[1, 2]|is no object"})
    void aBadAnnotationIsNamed(String annotation, String words) throws IOException {
        labels.with("c.json", json(IMAGES, "[%s]".formatted(annotation), CATEGORIES)).assertRefused(
                "c.json: entry 1 of 'annotations'", words);
    }

    @Test
    void whatDoesNotHangTogetherIsNamed() throws IOException {
        String one = "[{\"id\": 5, \"image_id\": %s, \"category_id\": %s, \"bbox\": [1, 2, 3, 4]}]";

        labels.with("c.json", json(IMAGES, one.formatted(7, 3), CATEGORIES))
                .assertRefused("c.json: annotation 5 is of category 3, which is not among its categories");
        labels.with("c.json", json(IMAGES, one.formatted(8, 1), CATEGORIES))
                .assertRefused("c.json: annotation 5 is of image 8, which is not among its images");
        labels.with("c.json", json(IMAGES.replace("9", "7"), "[]", CATEGORIES))
                .assertRefused("c.json: entry 2 of 'images' has the id 7, as another image has");
        labels.with("c.json", json(IMAGES.replace("11", "7"), "[]", CATEGORIES))
                .assertRefused("c.json: entry 3 of 'images' has the id 7, as another image has");
        labels.with("c.json", json(IMAGES.replace("b.jpg", "x/a.png"), "[]", CATEGORIES))
                .assertRefused("c.json: two images are called 'a'");
        labels.with("c.json", json(IMAGES, "[]", CATEGORIES.replace("90", "1")))
                .assertRefused("c.json: entry 2 of 'categories' has the id 1");
        labels.with("c.json", json(IMAGES.replace("200", "640"), "[]", CATEGORIES))
                .assertRefused("c.json: image 'a': labels a picture of 640x100 pixels, but this one has 200x100");
        labels.with("c.json", json("[{\"id\": 1, \"file_name\": \"z.jpg\"}]", "[]", CATEGORIES))
                .assertRefused("c.json: none of its images has the name of a picture");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{", "{\"images\": 3}", "{\"images\": [], \"images\": []}",
        "{\"images\": []}", "{\"images\": [], \"annotations\": [{\"bbox\": [1", "not json", "{\"images\": [{]}"})
    void whatIsNoLabelsOfCocoIsNamed(String content) throws IOException {
        labels.with("c.json", content).assertRefused("c.json: ");
    }

    /** Neither the stack nor the memory runs out. */
    @Test
    void hostileOnesAreRefusedOrPassedOver() throws IOException {
        labels.with("c.json", "{\"info\": " + "[".repeat(1_000_000)).assertRefused("c.json: cannot be read as JSON");
        labels.with("c.json", "{\"images\": [{\"id\": " + "[".repeat(1_000_000)).assertRefused("c.json: ");
        labels.with("c.json", json(IMAGES, "[{\"image_id\": 7, \"category_id\": 1, \"bbox\": [1, 2, 3, %s]}]".formatted(
                "9".repeat(100_000)), CATEGORIES)).assertRefused("c.json: ");
        labels.with("c.json",
                json(IMAGES, "[{\"image_id\": 7, \"category_id\": 1, \"bbox\": [1, 2, 3, 4]%s}]".formatted(
                        ", \"x\": 1".repeat(100_000)), CATEGORIES));
        assertFalse(labels.read("a").byPicture().get("a").isEmpty());
    }

    @Test
    void ofTwoValuesTheLastCounts() throws IOException {
        labels.with("c.json", json(IMAGES, """
                [{"image_id": 7, "category_id": 1, "bbox": [0, 0, 0, 0], "bbox": [1, 2, 3, 4]}]""", CATEGORIES));

        LabelFolder.assertBox(1, 2, 3, 4, labels.read("a").byPicture().get("a").getFirst());
    }
}
