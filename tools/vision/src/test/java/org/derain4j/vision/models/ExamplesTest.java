package org.derain4j.vision.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.derain4j.vision.Miniatures;
import org.derain4j.vision.Miniatures.DetectorForm;
import org.derain4j.vision.Miniatures.SegmenterForm;
import org.derain4j.vision.labels.ClassMatching;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples are such as are read, and the documentation names each key and each convention. */
class ExamplesTest {

    private static final Path ROOT = Path.of(System.getProperty("derain4j.root"));
    private static final Path EXAMPLES = ROOT.resolve("tools/vision/examples");

    @TempDir
    Path folder;

    @Test
    void theDetectorsIsWhatIsReadFromTheModelAnyway() throws IOException {
        Path plain = Miniatures.detector(folder, DetectorForm.YOLOX);
        String seen;
        try (Detector detector = ModelFiles.detector(plain, new RunOptions(1, false))) {
            seen = detector.describe();
        }
        Files.writeString(folder.resolve("yolox.properties"),
                Files.readString(EXAMPLES.resolve("yolox_nano.properties")).replace("classes=coco\n", ""));
        try (Detector detector = ModelFiles.detector(plain, new RunOptions(1, false))) {
            assertEquals(seen, detector.describe());
        }
    }

    @Test
    void theSegmentersAreRead() throws IOException {
        for (String name : List.of("road_segmentation_adas_0001", "deeplab_v3")) {
            Path file = Miniatures.segmenter(folder, SegmenterForm.LOGITS_NHWC);
            Files.writeString(folder.resolve("logits_nhwc.properties"),
                    Files.readString(EXAMPLES.resolve(name + ".properties")).replaceAll("classes=.*",
                            "classes=a, b, c"));
            try (Segmenter segmenter = ModelFiles.segmenter(file, new RunOptions(1, false))) {
                assertTrue(segmenter.classMap().size() >= 2, name);
            }
        }
        assertEquals(Map.of("mark", "road", "kerb", "pavement"),
                Settings.of(EXAMPLES.resolve("road_segmentation_adas_0001.onnx"), Settings.SEGMENTERS).classMap());
    }

    @Test
    void theDocumentationHasAllKeysAndConventions() throws IOException {
        String text = Files.readString(ROOT.resolve("docs/vision-models.md"));
        Stream.concat(Settings.DETECTORS.stream(), Settings.SEGMENTERS.stream())
                .forEach(key -> assertTrue(text.contains("`" + key + "`"), key));
        HeadConvention.WORDS.keySet().forEach(word -> assertTrue(text.contains("| `" + word + "`"), word));
    }

    /** What the documentation of labels shows of maps can be written so. */
    @Test
    void theMapsOfTheDocumentationAreRead() throws IOException {
        String maps = Pattern.compile("(?m)^    (map\\..*)$")
                .matcher(Files.readString(ROOT.resolve("docs/vision-labels.md")))
                .results().map(line -> line.group(1)).collect(Collectors.joining("\n"));
        Path file = Miniatures.segmenter(folder, SegmenterForm.LOGITS, Miniatures.rgb());
        Files.writeString(folder.resolve("logits.properties"), "classes=lane mark, person, background\n" + maps);
        try (Segmenter segmenter = ModelFiles.segmenter(file, new RunOptions(1, false))) {
            List<String> labels = List.of("pedestrian", "road");
            ClassMatching matching = ClassMatching.of(segmenter.classes(), labels, 2, segmenter.classMap());
            assertEquals(List.of(1, 0, ClassMatching.NONE),
                    IntStream.range(0, 3).map(matching::ofModel).boxed().toList());
        }
    }
}
