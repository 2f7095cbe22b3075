package org.derain4j.vision.espnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.derain4j.weights.WeightFormatException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exported network beside a plain evaluation of the paper, and weights that are not ESPNet's. */
class EspNetTest {

    @TempDir
    Path folder;
    private Path weights;
    private Path onnx;

    @BeforeEach
    void name() {
        weights = folder.resolve("w.safetensors");
        onnx = folder.resolve("w.onnx");
    }

    @ParameterizedTest
    @CsvSource({"4, 11, 13, 6, 1, 2, true, ''", "5, 10, 15, 5, 2, 1, false, module.", "16, 64, 128, 12, 2, 8, true, ''",
        "3, 12, 14, 20, 3, 4, true, ''"})
    void equalsThePaper(int first, int second, int third, int classes, int p, int q, boolean joined, String prefix)
            throws IOException, OrtException {
        RandomEspNet net = new RandomEspNet(first, second, third, classes, p, q, joined);
        EspInput input = new EspInput(List.of(100f, 110f, 120f), List.of(60f, 0.5f, 80f), names(classes));
        Maps levels = levels(24, 40);
        Maps scaled = new Maps(3, 24, 40);
        for (int i = 0; i < scaled.values().length; i++) {
            int c = i / (24 * 40);
            scaled.values()[i] = (levels.values()[i] - input.mean().get(c)) / input.deviation().get(c) / 255;
        }
        double[] expected = net.logits(scaled).values();
        net.write(weights, prefix);
        EspNet.write(EspNet.of(weights, input), onnx);
        assertClose(expected, run(levels));
    }

    @Test
    void theFileSaysWhatItTakes() throws IOException, OrtException {
        small(12).write(weights, "");
        EspNet.export(weights, onnx);
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(onnx.toString())) {
            Map<String, String> metadata = session.getMetadata().getCustomMetadata();
            assertEquals(Map.of("licence", "none", "source", "random", "derain4j.order", "BGR", "derain4j.scale", "1",
                    "derain4j.multiple", "8", "derain4j.classes",
                    "sky,building,pole,road,pavement,tree,sign,fence,car,pedestrian,bicyclist,void"), metadata);
            assertTrue(session.getMetadata().getDescription().startsWith("ESPNet with p=1, q=1 and 12 classes"));
        }
    }

    @Test
    void oneSentenceNamesTheTensorItsShapeAndTheRightOne() throws IOException {
        refused(shapes -> shapes.put("encoder.level2.0.d4.conv.weight", List.of(2, 3, 3, 3)),
                "w.safetensors: tensor `encoder.level2.0.d4.conv.weight`: is F32[2,3,3,3] where ESPNet with these widths "
                        + "has the shape [2,2,3,3]; is this another network?");
        refused(shapes -> shapes.remove("up_l2.1.act.weight"),
                "w.safetensors: tensor `up_l2.1.act.weight`: is missing; ESPNet with these widths has one of shape [12]");
        refused(shapes -> shapes.remove("encoder.level1.conv.weight"),
                "w.safetensors: tensor `encoder.level1.conv.weight`: is missing; an ESPNet has one of 4 axes");
        refused(shapes -> shapes.remove("encoder.level3.0.c1.conv.weight"),
                "w.safetensors: tensor `encoder.level3.0.c1.conv.weight`: is missing; ESPNet with these widths has one of "
                        + "shape [2,13,1,1]");
        refused(shapes -> shapes.put("encoder.level1.conv.weight", List.of(4)),
                "w.safetensors: tensor `encoder.level1.conv.weight`: is F32[4], and an ESPNet's has 4 axes; is this another "
                        + "network?");
        refused(shapes -> shapes.put("conv.conv.weight", List.of(12, 99, 3, 3)),
                "w.safetensors: tensor `conv.conv.weight`: is F32[12,99,3,3] where ESPNet with these widths has the shape "
                        + "[12,19,3,3]; is this another network?");
        refused(shapes -> shapes.put("encoder.level3.7.c1.conv.weight", List.of(2, 13, 1, 1)),
                "w.safetensors: tensor `encoder.level3.7.c1.conv.weight`: is not part of ESPNet with p=1, q=1 and 12 classes; "
                        + "is this another network?");
    }

    @Test
    void whatPyTorchCountsIsPassedOver() throws IOException {
        RandomEspNet net = small(12);
        net.shapes.put("br.num_batches_tracked", List.of());
        net.write(weights, "");
        EspNet.export(weights, onnx);
        assertTrue(Files.size(onnx) > 10_000);
    }

    @Test
    void classesNeedAsManyNames() throws IOException {
        small(6).write(weights, "");
        WeightFormatException refused = assertThrows(WeightFormatException.class, () -> EspNet.export(weights, onnx));
        assertEquals(
                "has 6 classes, and 12 names of classes are given; give as many names, and the mean and deviation that "
                        + "these weights were trained with",
                refused.problem());
        RandomEspNet few = small(12);
        few.shapes.put("encoder.classifier.conv.weight", List.of(4, 26, 1, 1));
        few.write(weights, "");
        assertEquals("has 4 classes, and ESPNet's decoder takes 5 at least",
                assertThrows(WeightFormatException.class, () -> EspNet.export(weights, onnx)).problem());
    }

    @Test
    void wrongNumbersAreRefused() {
        List<Float> three = List.of(1f, 2f, 3f);
        assertThrows(IllegalArgumentException.class, () -> new EspInput(List.of(1f), three, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new EspInput(three, List.of(1f, 0f, 1f), List.of()));
        assertThrows(IllegalArgumentException.class, () -> new EspInput(three, List.of(1f, Float.NaN, 1f), List.of()));
        assertThrows(IllegalArgumentException.class, () -> new EspInput(three, three, List.of("a,b")));
        assertThrows(IllegalArgumentException.class, () -> new EspInput(three, three, List.of("a", " ")));
    }

    /** And what was there before stays. */
    private void refused(Consumer<Map<String, List<Integer>>> change, String sentence) throws IOException {
        RandomEspNet net = small(12);
        change.accept(net.shapes);
        net.write(weights, "");
        Files.writeString(onnx, "old");
        WeightFormatException refused = assertThrows(WeightFormatException.class, () -> EspNet.export(weights, onnx));
        assertEquals(sentence, refused.getMessage().replace(folder + "/", ""));
        assertEquals("old", Files.readString(onnx));
    }

    private static RandomEspNet small(int classes) {
        RandomEspNet net = new RandomEspNet(4, 11, 13, classes, 1, 1, true);
        net.logits(new Maps(3, 8, 8));
        return net;
    }

    private static List<String> names(int classes) {
        return Collections.nCopies(classes, "thing");
    }

    private static Maps levels(int height, int width) {
        Maps levels = new Maps(3, height, width);
        Random random = new Random(1);
        for (int i = 0; i < levels.values().length; i++) {
            levels.values()[i] = random.nextInt(256);
        }
        return levels;
    }

    private float[] run(Maps levels) throws OrtException {
        float[] picture = new float[levels.values().length];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = (float) levels.values()[i];
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(onnx.toString());
                OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(picture),
                        new long[]{1, 3, levels.height(), levels.width()});
                OrtSession.Result result = session.run(Map.of("picture", input))) {
            OnnxTensor logits = (OnnxTensor) result.get(0);
            long[] shape = logits.getInfo().getShape();
            assertArrayEquals(new long[]{levels.height(), levels.width()}, new long[]{shape[2], shape[3]});
            float[] values = new float[logits.getFloatBuffer().remaining()];
            logits.getFloatBuffer().get(values);
            return values;
        }
    }

    private static void assertClose(double[] expected, float[] actual) {
        assertEquals(expected.length, actual.length);
        double largest = 0;
        double size = 0;
        for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i] - actual[i]));
            size = Math.max(size, Math.abs(expected[i]));
        }
        assertTrue(size > 0.1 && largest <= 2e-5 * size, largest + " apart, of " + size);
    }
}
