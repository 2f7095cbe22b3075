package org.derain4j.vision.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.derain4j.engine.ModelException;
import org.derain4j.onnx.writer.Attribute;
import org.derain4j.onnx.writer.Dimension;
import org.derain4j.onnx.writer.ElementType;
import org.derain4j.onnx.writer.OnnxFile;
import org.derain4j.onnx.writer.OnnxGraph;
import org.derain4j.vision.Miniatures;
import org.derain4j.vision.Miniatures.DetectorForm;
import org.derain4j.vision.Miniatures.SegmenterForm;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no model, or one that nothing is known of, and whether what is opened is closed. */
class ModelFilesTest {

    private static final RunOptions ONE = new RunOptions(1, false);
    private static final Map<String, String> PIXELS = Map.of("derain4j.order", "RGB", "derain4j.scale", "1/255");

    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-[0-9a-f]+ ");

    @TempDir
    Path folder;

    @Test
    void whatIsNoModelIsSaid() throws IOException {
        assertThrows(NoSuchFileException.class, () -> ModelFiles.detector(folder.resolve("none.onnx"), ONE));
        Path text = Files.writeString(folder.resolve("text.onnx"), "this is no model");
        assertSaid(refusal(text), "text.onnx: no ONNX file; give one");
        assertSaid(refusal(Files.writeString(folder.resolve("empty.onnx"), "")), "empty.onnx: ");
        assertSaid(refusal(Files.createDirectory(folder.resolve("folder.onnx"))), "folder.onnx: no ONNX file");
        Path whole = Miniatures.detector(folder, DetectorForm.YOLOX);
        byte[] bytes = Files.readAllBytes(whole);
        assertSaid(refusal(Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(bytes, bytes.length / 2))),
                "cut.onnx: ");
    }

    @Test
    void unknownConventionsAreSaidWithTheShapesAndTheFileToWrite() throws IOException {
        Path same = model("same", graph -> graph.input("in", ElementType.FLOAT, Dimension.all(1, 3, 32, 48)), 1, 3, 32,
                48);
        assertSaid(refusal(same), "is no detector by what it gives, [out [1, 3, 32, 48]]", "convention=",
                "in FLOAT [1, 3, 32, 48]", "out FLOAT [1, 3, 32, 48]", "same.properties");
        assertSaid(segmenterRefusal(same), "order=RGB or BGR and scale=", "same.properties");
        Files.writeString(folder.resolve("same.properties"), "convention=yolox");
        assertSaid(refusal(same), "which is not what YOLOX gives");
        Files.writeString(folder.resolve("same.properties"), "order=RGB\nscale=1\nsize=64");
        assertSaid(segmenterRefusal(same), "size=64, but the model takes 48x32 alone");
        Files.writeString(folder.resolve("same.properties"), "order=RGB\nscale=1\nfit=own");
        assertSaid(segmenterRefusal(same), "fit=own, but the model takes 48x32 alone");
        Files.writeString(folder.resolve("same.properties"), "order=RGB\nscale=1\nclasses=a,b");
        assertSaid(segmenterRefusal(same), "has 3 classes, but 2 names are given");
        Files.writeString(folder.resolve("same.properties"), "order=RGB\nscale=1\nclasses=a,b,c");
        try (Segmenter segmenter = ModelFiles.segmenter(same, ONE)) {
            assertEquals(List.of("a", "b", "c"), segmenter.classes());
        }
        Path odd = model("odd", graph -> graph.input("in", ElementType.FLOAT, Dimension.all(1, 3, 32, 48)), 1, 32, 3,
                48);
        Files.writeString(folder.resolve("odd.properties"), "order=RGB\nscale=1");
        assertSaid(segmenterRefusal(odd), "is no segmenter by what it gives, [out [1, 32, 3, 48]]", "output=NCHW");
    }

    @Test
    void inputsThatAreNoPictureAreSaid() throws IOException {
        assertSaid(
                refusal(model("many", graph -> graph.input("in", ElementType.FLOAT, Dimension.all(4, 3, 32, 32)), 4, 3,
                        32, 32)),
                "takes 4 pictures at once");
        assertSaid(
                refusal(model("deep", graph -> graph.input("in", ElementType.FLOAT, Dimension.all(1, 8, 32, 32)), 1, 8,
                        32, 32)),
                "takes 8 channels of NCHW; write layout=NHWC");
        assertSaid(refusal(model("flat", graph -> graph.input("in", ElementType.FLOAT, Dimension.all(1, 10)), 1, 10)),
                "takes no picture");
        assertSaid(
                refusal(model("long", graph -> graph.input("in", ElementType.INT64, Dimension.all(1, 3, 8, 8)), 1, 3, 8,
                        8)),
                "takes no picture");
        assertSaid(refusal(model("two", graph -> {
            graph.input("shape", ElementType.FLOAT, Dimension.of(2));
            return graph.input("in", ElementType.FLOAT, Dimension.all(1, 3, 32, 32));
        }, 1, 3, 32, 32)), "has 2 inputs; export it with the picture alone");
        assertSaid(
                refusal(model("huge", graph -> graph.input("in", ElementType.FLOAT, Dimension.all(1, 3, 8, 99999)), 1,
                        3, 8, 99999)),
                "99999x8 pixels, more than 8192 a side");
        assertSaid(
                refusal(model("endless", graph -> graph.input("in", ElementType.FLOAT, Dimension.of(1), Dimension.of(3),
                        Dimension.of(8), Dimension.of(1L << 40)), 1, 10)),
                "endless.onnx: ");
        assertSaid(refusal(Miniatures.detector(folder, DetectorForm.YOLOV8, Map.of("task", "pose"))), "task 'pose'");
    }

    /** A network for any size that in truth takes one. */
    @Test
    void aSizeThatDoesNotRunIsSaid() throws IOException {
        Path file = model("picky", graph -> {
            graph.input("in", ElementType.FLOAT, Dimension.of(1), Dimension.of(3), Dimension.named("h"),
                    Dimension.named("w"));
            return graph.node("fixed", "Reshape", List.of("in", graph.int64s(1, 3, 32, 48)));
        }, 1, 3, 32, 48);
        assertSaid(refusal(file), "does not run on 640x640 pixels", "write another size=");
        Files.writeString(folder.resolve("picky.properties"), "order=RGB\nscale=1\nsize=48x32");
        ModelFiles.segmenter(file, ONE).close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sizes=640 | 'sizes' means nothing here; there are classes, convention",
        "multiple=32 | 'multiple' means nothing here",
        "size | 'size' is no key=value",
        "size=big | size=big; write pixels as in 640 or 640x384", "size=0 | write at least one pixel",
        "nms=2 | nms=2; write a number from 0 to 1", "nms=much | nms: 'much' is no number",
        "most=1.5 | most=1.5; write a whole number", "scale=1/0 | scale: '1/0' is no number",
        "mean=1,2 | mean=1,2; write one number, or three", "std=0 | std is divided by",
        "order=GRB | order=GRB; write one of BGR, RGB",
        "fit=crop | fit=crop; write one of letterbox, own, stretch, topleft",
        "convention=yolov9000 | write one of ssd, tensorflow, torchvision",
        "classes=a,,b | a name of classes= is empty",
        "stride=7 | size 64x64 is no multiple of stride 7", "classes=a | has 2 classes, but 1 names are given"})
    void whatIsWrittenWronglyIsSaid(String line, String sentence) throws IOException {
        Path file = Miniatures.detector(folder, DetectorForm.YOLOX);
        Files.writeString(folder.resolve("yolox.properties"), line);
        assertSaid(refusal(file), folder.resolve("yolox.").toString(), sentence);
    }

    @Test
    void propertiesAloneMustNameAModel() throws IOException {
        Path file = Files.writeString(folder.resolve("alone.properties"), "order=RGB");
        assertSaid(refusal(file), "alone.properties: names no model; write model=NAME.onnx");
        Files.write(file, new byte[]{(byte) 0xFF, (byte) 0xFE});
        assertSaid(refusal(file), "is no text in UTF-8");
        assertThrows(NoSuchFileException.class, () -> ModelFiles.detector(folder.resolve("no.properties"), ONE));
    }

    @Test
    void aGpuThatIsNotThereIsSaid() throws IOException {
        Path file = Miniatures.detector(folder, DetectorForm.YOLOX);
        Assumptions.assumeFalse(OrtEnvironment.getAvailableProviders()
                .contains(OrtProvider.CUDA), "this ONNX Runtime has CUDA");
        ModelException e = assertThrows(ModelException.class,
                () -> ModelFiles.detector(file, new RunOptions(1, true)));
        assertSaid(e.getMessage(), "has no CUDA", "or leave out --gpu");
    }

    @Test
    void threadsAreAtLeastOne() {
        assertThrows(IllegalArgumentException.class, () -> new RunOptions(0, false));
    }

    /** Tensors of 3 MB each and sessions: memory outside the heap must not grow with their number. */
    @Test
    void nothingIsLeftBehind() throws IOException {
        Path maps = Path.of("/proc/self/smaps");
        Assumptions.assumeTrue(Files.exists(maps), "resident memory is read from /proc");
        Path detector = Miniatures.detector(folder, DetectorForm.SSD);
        Path segmenter = Miniatures.segmenter(folder, SegmenterForm.LOGITS, PIXELS);
        work(detector, segmenter, 20);
        long before = resident(maps);
        work(detector, segmenter, 60);
        long grown = resident(maps) - before;
        assertTrue(grown < 150_000, "grown by " + grown + " kB");
    }

    private static void work(Path detectorFile, Path segmenterFile, int turns) throws IOException {
        BufferedImage picture = Miniatures.squares(512, 512, List.of(Miniatures.square(0, 20, 20, 10)));
        for (int session = 0; session < turns / 10; session++) {
            try (Detector detector = ModelFiles.detector(detectorFile, ONE);
                    Segmenter segmenter = ModelFiles.segmenter(segmenterFile, ONE)) {
                for (int i = 0; i < 10; i++) {
                    assertEquals(1, detector.detect(picture).size());
                    segmenter.segment(picture);
                }
            }
        }
    }

    /** Kilobytes in memory outside Java's heap, which lies at low addresses as long as references are compressed. */
    private static long resident(Path maps) throws IOException {
        long sum = 0;
        boolean outside = false;
        for (String line : Files.readAllLines(maps)) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.lookingAt()) {
                outside = Long.parseUnsignedLong(mapping.group(1), 16) >= 1L << 40;
            } else if (outside && line.startsWith("Rss:")) {
                sum += Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return sum;
    }

    private interface Input {

        String of(OnnxGraph graph);
    }

    /** A model that gives its input in another shape. */
    private Path model(String name, Input input, long... shape) throws IOException {
        OnnxGraph graph = new OnnxGraph(name);
        String floats = graph.node("floats", "Cast", List.of(input.of(graph)), Attribute.type("to", ElementType.FLOAT));
        graph.node("out", "Reshape", List.of(floats, graph.int64s(shape)));
        graph.output("out", ElementType.FLOAT, Dimension.all(shape));
        Path file = folder.resolve(name + ".onnx");
        try (OutputStream out = Files.newOutputStream(file)) {
            new OnnxFile(graph, Map.of(), name).writeTo(out);
        }
        return file;
    }

    private static String refusal(Path file) {
        return assertThrows(ModelException.class, () -> ModelFiles.detector(file, ONE).close()).getMessage();
    }

    private static String segmenterRefusal(Path file) {
        return assertThrows(ModelException.class, () -> ModelFiles.segmenter(file, ONE).close()).getMessage();
    }

    private static void assertSaid(String sentence, String... parts) {
        for (String part : parts) {
            assertTrue(sentence.contains(part), sentence);
        }
        assertTrue(sentence.endsWith(".") && !sentence.contains("\n"), sentence);
    }
}
