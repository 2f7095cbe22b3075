package org.derain4j.vision.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.derain4j.engine.ModelException;
import org.derain4j.onnx.writer.Dimension;
import org.derain4j.onnx.writer.ElementType;
import org.derain4j.onnx.writer.OnnxFile;
import org.derain4j.onnx.writer.OnnxGraph;
import org.derain4j.vision.Miniatures;
import org.derain4j.vision.Miniatures.DetectorForm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segmenters with one number for each pixel that is no class; the one here gives how red the picture is, 0 to 1. */
class BinarySegmenterTest {

    private static final RunOptions ONE = new RunOptions(1, false);
    private static final String PIXELS = "order=RGB\nscale=1/255\n";

    @TempDir
    Path folder;
    private Path model;

    @BeforeEach
    void write() throws IOException {
        OnnxGraph graph = new OnnxGraph("sure");
        graph.input("picture", ElementType.FLOAT, Dimension.all(1, 3, 16, 16));
        graph.node("sure", "Slice", List.of("picture", graph.int64s(0), graph.int64s(1), graph.int64s(1)));
        graph.output("sure", ElementType.FLOAT, Dimension.all(1, 1, 16, 16));
        model = folder.resolve("sure.onnx");
        try (OutputStream out = Files.newOutputStream(model)) {
            new OnnxFile(graph, Map.of(), "sure").writeTo(out);
        }
    }

    private void properties(String more) throws IOException {
        Files.writeString(folder.resolve("sure.properties"), PIXELS + more);
    }

    private String refusal(Path file) {
        return assertThrows(ModelException.class, () -> ModelFiles.segmenter(file, ONE).close()).getMessage();
    }

    @Test
    void theClassIsWhereItIsSurer() throws IOException {
        BufferedImage picture = new BufferedImage(16, 16, BufferedImage.TYPE_3BYTE_BGR);
        byte[] above = new byte[256];
        byte[] farAbove = new byte[256];
        for (int i = 0; i < 256; i++) {
            picture.setRGB(i % 16, i / 16, i << 16);
            above[i] = (byte) (i > 127 ? 1 : 0);
            farAbove[i] = (byte) (i >= 230 ? 1 : 0);
        }
        properties("output=binary\nclasses=other, water");
        try (Segmenter segmenter = ModelFiles.segmenter(model, ONE)) {
            assertEquals(List.of("other", "water"), segmenter.classes());
            assertArrayEquals(above, segmenter.segment(picture).classes());
            assertTrue(segmenter.describe().contains("one class above 0.5"), segmenter.describe());
        }
        properties("output=binary\nthreshold=0.9");
        try (Segmenter segmenter = ModelFiles.segmenter(model, ONE)) {
            assertArrayEquals(farAbove, segmenter.segment(picture).classes());
        }
    }

    /** Not in the middle of a study, and never as pictures of class 0 alone. */
    @Test
    void whatIsNoClassIsSaidWhenTheModelIsOpened() throws IOException {
        for (String more : List.of("", "output=NCHW", "output=NHWC")) {
            properties(more);
            String sentence = refusal(model);
            assertTrue(sentence.contains("is no segmenter by what it gives, [sure [1, 1, 16, 16]]")
                    && sentence.contains("or binary where one number tells"), sentence);
        }
    }

    @Test
    void detectorsAreNoSegmenters() throws IOException {
        for (DetectorForm form : DetectorForm.values()) {
            Path file = Miniatures.detector(folder, form, Miniatures.rgb());
            String sentence = refusal(file);
            assertTrue(sentence.contains("is no segmenter by what it gives"), sentence);
        }
    }
}
