package org.derain4j.vision.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.derain4j.engine.ModelException;
import org.derain4j.engine.PictureException;
import org.derain4j.onnx.writer.Dimension;
import org.derain4j.onnx.writer.ElementType;
import org.derain4j.onnx.writer.OnnxFile;
import org.derain4j.onnx.writer.OnnxGraph;
import org.derain4j.onnx.writer.Tensor;
import org.derain4j.vision.labels.Box;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of a model's outputs is read, and as what, where several might be. Inputs are 64 x 64: 64, 16 and 4 cells, 84 in all. */
class HeadsTest {

    private static final RunOptions ONE = new RunOptions(1, false);
    private static final BufferedImage PICTURE = new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR);

    @TempDir
    Path folder;

    /** An output that is the same whatever goes in: zeros but for the first numbers. */
    private record Constant(String name, int[] shape, float... first) {

        void addTo(OnnxGraph graph) {
            float[] values = Arrays.copyOf(first, Arrays.stream(shape).reduce(1, (a, b) -> a * b));
            graph.node(name, "Identity", List.of(graph.floats(name + "/values", new Tensor(shape, values))));
            graph.output(name, ElementType.FLOAT,
                    Dimension.all(Arrays.stream(shape).mapToLong(length -> length).toArray()));
        }
    }

    private Path model(Map<String, String> metadata, Constant... outputs) throws IOException {
        OnnxGraph graph = new OnnxGraph("constant");
        graph.input("images", ElementType.FLOAT, Dimension.all(1, 3, 64, 64));
        for (Constant output : outputs) {
            output.addTo(graph);
        }
        return write(graph, metadata);
    }

    private Path write(OnnxGraph graph, Map<String, String> metadata) throws IOException {
        Path file = folder.resolve("constant.onnx");
        try (OutputStream out = Files.newOutputStream(file)) {
            new OnnxFile(graph, metadata, "constant").writeTo(out);
        }
        return file;
    }

    private static Constant of(String name, int rows, int columns, float... first) {
        return new Constant(name, new int[]{1, rows, columns}, first);
    }

    private static List<Detection> detected(Path file) throws IOException {
        try (Detector detector = ModelFiles.detector(file, ONE)) {
            return detector.detect(PICTURE);
        }
    }

    /** As older exports of YOLOv5 have them: the heads of each scale first, then all of it. */
    @Test
    void ofSeveralDenseOutputsTheOneWithAllCellsIsRead() throws IOException {
        Constant part = of("stride8", 3 * 64, 7, 8, 8, 4, 4, 1, 1, 0);
        Constant whole = of("output", 3 * 84, 7, 32, 24, 20, 10, 1, 0, 1);
        List<Detection> found = detected(model(Map.of(), part, whole));
        assertEquals(List.of(new Detection(1, 1, new Box(22, 19, 20, 10))), found);
        Files.writeString(folder.resolve("constant.properties"), "convention=yolov5");
        assertEquals(found, detected(folder.resolve("constant.onnx")));
    }

    @Test
    void yolov8IsReadWhereItsRawMapsComeFirst() throws IOException {
        float[] boxes = new float[6 * 84];
        int[] at = {0, 84, 2 * 84, 3 * 84, 5 * 84};
        float[] values = {32, 24, 20, 10, 1};
        for (int i = 0; i < at.length; i++) {
            boxes[at[i]] = values[i];
        }
        assertEquals(List.of(new Detection(1, 1, new Box(22, 19, 20, 10))),
                detected(model(Map.of(), of("raw", 6, 64, 1, 1, 1), of("output0", 6, 84, boxes))));
    }

    /** With 80 classes and 84 cells, [1, 84, 84], the shape is that of two conventions. */
    @Test
    void whatFitsTwoConventionsIsToldByItsNamesOrRefused() throws IOException {
        StringBuilder names = new StringBuilder("{");
        for (int i = 0; i < 80; i++) {
            names.append(i == 0 ? "" : ", ").append(i).append(": 'class ").append(i).append("'");
        }
        Constant square = of("output0", 84, 84);
        try (Detector detector = ModelFiles.detector(model(Map.of("names", names + "}"), square), ONE)) {
            assertTrue(detector.describe().contains("YOLOv8"), detector.describe());
            assertEquals(80, detector.classes().size());
        }
        String sentence = assertThrows(ModelException.class,
                () -> ModelFiles.detector(model(Map.of(), square), ONE).close()).getMessage();
        assertTrue(sentence.contains("may be YOLOX or YOLOv8; write convention="), sentence);
        Files.writeString(folder.resolve("constant.properties"), "convention=yolox");
        try (Detector detector = ModelFiles.detector(folder.resolve("constant.onnx"), ONE)) {
            assertTrue(detector.describe().contains("YOLOX"), detector.describe());
        }
    }

    /** YOLO-NAS: [1, cells, 4] and [1, cells, classes]. */
    @Test
    void scoresThatHaveTheirBoxesElsewhereAreNoYolox() throws IOException {
        Path file = model(Map.of(), of("boxes", 84, 4), of("scores", 84, 80));
        String sentence = assertThrows(ModelException.class, () -> ModelFiles.detector(file, ONE).close())
                .getMessage();
        assertTrue(sentence.contains("is no detector by what it gives"), sentence);
    }

    @Test
    void boxesInPixelsAreNotTakenForParts() throws IOException {
        Path file = model(Map.of(), new Constant("boxes", new int[]{1, 1, 4}, 8, 16, 40, 48),
                new Constant("labels", new int[]{1, 1}, 2), new Constant("scores", new int[]{1, 1}, 0.5f));
        String sentence = assertThrows(PictureException.class, () -> detected(file)).getMessage();
        assertTrue(sentence.contains("if they are pixels, write convention=torchvision"), sentence);
        Files.writeString(folder.resolve("constant.properties"), "convention=torchvision");
        assertEquals(List.of(new Detection(1, 0.5, new Box(8, 16, 32, 32))), detected(file));
    }

    /** A number of boxes among the outputs, as EfficientNMS has it, is no label. */
    @Test
    void howManyBoxesThereAreIsNoLabel() throws IOException {
        OnnxGraph graph = new OnnxGraph("counted");
        graph.input("images", ElementType.FLOAT, Dimension.all(1, 3, 64, 64));
        whole(graph, "num", new int[]{1, 1}, 2);
        new Constant("det_boxes", new int[]{1, 2, 4}, 0.25f, 0.25f, 0.5f, 0.75f, 0, 0, 1, 1).addTo(graph);
        new Constant("det_scores", new int[]{1, 2}, 0.5f, 0.25f).addTo(graph);
        whole(graph, "det_classes", new int[]{1, 2}, 3, 1);
        assertEquals(List.of(new Detection(2, 0.5, new Box(16, 16, 16, 32)),
                new Detection(0, 0.25, new Box(0, 0, 64, 64))), detected(write(graph, Map.of())));
    }

    private static void whole(OnnxGraph graph, String name, int[] shape, long... values) {
        graph.node(name, "Identity", List.of(graph.int64s(name + "/values", shape, values)));
        graph.output(name, ElementType.INT64, Dimension.all(shape[0], shape[1]));
    }

    @Test
    void tensorFlowsNamesMayStandInScopes() throws IOException {
        Path file = model(Map.of(),
                new Constant("Postprocessor/detection_boxes:0", new int[]{1, 1, 4}, 0.25f, 0.5f, 0.5f, 0.75f),
                new Constant("Postprocessor/detection_classes:0", new int[]{1, 1}, 2),
                new Constant("Postprocessor/detection_scores:0", new int[]{1, 1}, 0.5f));
        assertEquals(List.of(new Detection(1, 0.5, new Box(32, 16, 16, 16))), detected(file));
    }
}
