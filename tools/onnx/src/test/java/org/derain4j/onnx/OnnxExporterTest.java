package org.derain4j.onnx;

import org.derain4j.onnx.writer.OnnxFile;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Model;
import org.derain4j.engine.Pixels;
import org.derain4j.engine.Probe;
import org.derain4j.weights.DType;
import org.derain4j.weights.SafetensorsWriter;
import org.derain4j.weights.TensorFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Exported networks in ONNX Runtime beside the engine and TensorFlow. */
@Tag("slow")
class OnnxExporterTest {

    private static final Path FIXTURES = Path.of(System.getProperty("derain4j.root"), "engine/src/test/resources");
    /** float32 all the way in one runtime, TensorFlow's float64 or another order of sums in the other. */
    private static final double TOLERANCE = 5e-7;
    private static final InputSize OPEN = new InputSize.Open();

    @TempDir
    Path folder;

    static Stream<Arguments> forms() {
        return Stream.of("tiny_generator", "tiny_model").flatMap(network -> Stream.of(Recurrence.values())
                .flatMap(recurrence -> Stream.of(Arguments.of(network, recurrence, false),
                        Arguments.of(network, recurrence, true))));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void equalsTensorFlow(String network, Recurrence recurrence, boolean fixed) throws IOException, OrtException {
        Model model = model(network);
        for (String name : new String[]{"taps", "odd_quarter"}) {
            var picture = ImageIO.read(FIXTURES.resolve(network + "/" + name + "_input.png").toFile());
            int height = picture.getHeight();
            int width = picture.getWidth();
            InputSize size = fixed ? new InputSize.Fixed(height, width) : OPEN;
            try (OnnxRuntime onnx = new OnnxRuntime(OnnxExporter.export(model, recurrence, size, Map.of()));
                    TensorFile golden = TensorFile
                            .open(FIXTURES.resolve(network + "/" + name + "_imitation_f64.safetensors"))) {
                assertClose(golden.floats("imitation"), onnx.derain(Pixels.network(picture), height, width), name);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void equalsTheEngineWhateverTheParities(String network, Recurrence recurrence, boolean fixed)
            throws IOException, OrtException {
        Model model = model(network);
        int[][] sizes = {{4, 4}, {8, 8}, {20, 28}, {12, 20}, {20, 24}, {24, 20}, {32, 48}};
        try (Derainer derainer = Derainer.builder().model(model).backend("reference").build();
                OnnxRuntime open = new OnnxRuntime(OnnxExporter.export(model, recurrence, OPEN, Map.of()))) {
            for (int[] size : sizes) {
                float[] noise = noise(size[0], size[1]);
                float[] expected = derainer.derain(noise, size[0], size[1]);
                String what = size[0] + "x" + size[1];
                if (fixed) {
                    InputSize only = new InputSize.Fixed(size[0], size[1]);
                    try (OnnxRuntime one = new OnnxRuntime(OnnxExporter.export(model, recurrence, only, Map.of()))) {
                        assertClose(expected, one.derain(noise, size[0], size[1]), what);
                    }
                } else {
                    assertClose(expected, open.derain(noise, size[0], size[1]), what);
                }
            }
        }
    }

    @Test
    void slopesAboveOneAreRightToo() throws IOException, OrtException {
        Model model = model("tiny_generator");
        SafetensorsWriter writer = new SafetensorsWriter(Map.of());
        for (Model.Variable variable : model.variables()) {
            float[] values = model.values(variable.name());
            if (variable.name().endsWith("rnn1/alpha")) {
                values[1] = 1.75f;
                values[2] = -0.5f;
            }
            writer.add(variable.name(), DType.F32, variable.shape(), values);
        }
        Path file = folder.resolve("steep.safetensors");
        writer.write(file);
        Model steep = Model.load(file);
        OnnxFile exported = OnnxExporter.export(steep, Recurrence.PRUNED, OPEN, Map.of());
        assertEquals(1L, operators(exported).get("PRelu"));
        try (Derainer derainer = Derainer.builder().model(steep).backend("reference").build();
                OnnxRuntime onnx = new OnnxRuntime(exported)) {
            float[] noise = noise(12, 20);
            assertClose(derainer.derain(noise, 12, 20), onnx.derain(noise, 12, 20), "12x20");
        }
    }

    /** Counted by hand from the network's description: 8 channels, 2 blocks, attention 1, 1, 1. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "PRUNED | {Add=26, AveragePool=2, Concat=11, Conv=53, ConvTranspose=17, Div=1, GlobalAveragePool=6, Max=48, "
                + "Mod=2, Mul=60, Shape=1, Sigmoid=12, Slice=2, Sub=1, Tanh=6}",
        "AS_WRITTEN | {Add=32, AveragePool=2, Concat=17, ConstantOfShape=3, Conv=47, ConvTranspose=17, Div=3, "
                + "GlobalAveragePool=6, Max=48, Mod=2, Mul=63, Shape=3, Sigmoid=15, Slice=2, Split=3, Sub=1, Tanh=6}"})
    void theGraphHasTheOperationsItShould(Recurrence recurrence, String expected) throws IOException {
        assertEquals(expected,
                operators(OnnxExporter.export(model("tiny_generator"), recurrence, OPEN, Map.of())).toString());
    }

    @Test
    void aFixedSizeLeavesNothingToFindOut() throws IOException {
        InputSize odd = new InputSize.Fixed(20, 28);
        Set<String> operators = operators(
                OnnxExporter.export(model("tiny_generator"), Recurrence.PRUNED, odd, Map.of()))
                .keySet();
        assertEquals(Set.of("Add", "AveragePool", "Concat", "Conv", "ConvTranspose", "GlobalAveragePool", "Max", "Mul",
                "Sigmoid", "Sub", "Tanh"), operators);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyNameIsMadeOnceBeforeItIsReadAndIsReadOrIsTheResult(String network, Recurrence recurrence, boolean fixed)
            throws IOException {
        InputSize size = fixed ? new InputSize.Fixed(20, 28) : OPEN;
        OnnxFile file = OnnxExporter.export(model(network), recurrence, size, Map.of());
        ReadBack graph = ReadBack.of(OnnxRuntime.bytes(file));
        assertEquals(file.nodes(), graph.nodes().size());
        Set<String> made = new HashSet<>(graph.constants());
        assertEquals(graph.constants().size(), made.size());
        assertTrue(made.add("input"));
        Set<String> read = new HashSet<>(Set.of("output"));
        for (ReadBack.Node node : graph.nodes()) {
            node.operands().forEach(operand -> assertTrue(made.contains(operand), operand));
            node.results().forEach(result -> assertTrue(made.add(result), result));
            read.addAll(node.operands());
        }
        assertEquals(made, read);
    }

    @ParameterizedTest
    @EnumSource(Recurrence.class)
    void mapsAndWeightsHaveTheOfficialNames(Recurrence recurrence) throws IOException {
        Model model = model("tiny_model");
        ReadBack graph = ReadBack.of(
                OnnxRuntime.bytes(OnnxExporter.export(model, recurrence, OPEN, Map.of())));
        try (Derainer derainer = Derainer.builder().model(model).backend("reference").build()) {
            Set<String> names = new HashSet<>(Set.of("input", "imitation"));
            graph.nodes().forEach(node -> names.addAll(node.results()));
            Probe.of(derainer).tapNames().forEach(tap -> assertTrue(names.contains(tap), tap));
        }
        for (Model.Variable variable : model.variables()) {
            String name = variable.name();
            boolean byGate = recurrence == Recurrence.PRUNED && name.contains("/LSTM_conv/");
            for (String each : byGate ? List.of(name + "/i", name + "/j", name + "/o") : List.of(name)) {
                assertTrue(graph.constants().contains(each), each);
            }
        }
    }

    @Test
    void theFileSaysWhatItTakesAndWhatItIs() throws IOException, OrtException {
        Map<String, String> metadata = Map.of("pixels", "BGR, x/127.5-1", "licence", "\u00fcber");
        OnnxFile open = OnnxExporter.export(model("tiny_model"), Recurrence.PRUNED, OPEN, metadata);
        try (OnnxRuntime onnx = new OnnxRuntime(open)) {
            assertEquals(metadata, onnx.session().getMetadata().getCustomMetadata());
            assertTrue(onnx.session().getMetadata().getDescription().contains("[1, 3, height, width], BGR"));
            assertArrayEquals(new long[]{1, 3, -1, -1}, shape(onnx.session().getInputInfo().get("input")));
            assertArrayEquals(new long[]{1, 3, -1, -1}, shape(onnx.session().getOutputInfo().get("output")));
        }
        InputSize only = new InputSize.Fixed(20, 28);
        try (OnnxRuntime onnx = new OnnxRuntime(
                OnnxExporter.export(model("tiny_model"), Recurrence.PRUNED, only, Map.of()))) {
            assertArrayEquals(new long[]{1, 3, 20, 28}, shape(onnx.session().getInputInfo().get("input")));
            assertArrayEquals(new long[]{1, 3, 20, 28}, shape(onnx.session().getOutputInfo().get("output")));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 4", "4, -4", "6, 8", "8, 7"})
    void otherSidesAreRefused(int height, int width) {
        assertThrows(IllegalArgumentException.class, () -> new InputSize.Fixed(height, width));
    }

    private static long[] shape(NodeInfo info) {
        return ((TensorInfo) info.getInfo()).getShape();
    }

    private static Map<String, Long> operators(OnnxFile file) {
        return ReadBack.of(OnnxRuntime.bytes(file)).nodes().stream()
                .collect(Collectors.groupingBy(ReadBack.Node::operator, TreeMap::new, Collectors.counting()));
    }

    private static Model model(String network) throws IOException {
        return Model.load(FIXTURES.resolve(network + "/tiny"));
    }

    private static float[] noise(int height, int width) {
        Random random = new Random(height * 31L + width);
        float[] bgr = new float[height * width * 3];
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = random.nextFloat(-1, 1);
        }
        return bgr;
    }

    private static void assertClose(float[] expected, float[] actual, String what) {
        assertEquals(expected.length, actual.length, what);
        double largest = 0;
        for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.abs((double) expected[i] - actual[i]));
        }
        assertTrue(largest <= TOLERANCE, what + ": " + largest + " apart");
    }
}
