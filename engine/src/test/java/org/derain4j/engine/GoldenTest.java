package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import javax.imageio.ImageIO;
import org.derain4j.weights.TensorFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both official graphs, against TensorFlow's float64 results and maps. */
class GoldenTest {

    @ParameterizedTest
    @CsvSource({"tiny_generator, taps, reference", "tiny_generator, odd_quarter, reference",
        "tiny_generator, taps, vector",
        "tiny_generator, odd_quarter, vector", "tiny_model, taps, reference", "tiny_model, odd_quarter, reference",
        "tiny_model, taps, vector", "tiny_model, odd_quarter, vector", "tiny_generator, taps, portable",
        "tiny_generator, odd_quarter, portable", "tiny_model, taps, portable", "tiny_model, odd_quarter, portable"})
    void equalsTensorFlow(String network, String name, String backend) throws IOException {
        var picture = ImageIO.read(Fixtures.file(network + "/" + name + "_input.png").toFile());
        float[] input = Pixels.network(picture);
        try (Derainer derainer = Derainer.builder().model(Fixtures.file(network + "/tiny")).backend(backend).threads(2)
                .build();
                TensorFile golden = TensorFile
                        .open(Fixtures.file(network + "/" + name + "_imitation_f64.safetensors"))) {
            assertTrue(derainer.describe().startsWith(backend), derainer.describe());
            assertClose(golden.floats("imitation"), derainer.derain(input, picture.getHeight(), picture.getWidth()),
                    5e-6,
                    "imitation");
        }
    }

    @ParameterizedTest
    @CsvSource({"tiny_generator, reference, 55", "tiny_generator, vector, 55",
        "tiny_generator, portable, 55", "tiny_model, reference, 47", "tiny_model, vector, 47",
        "tiny_model, portable, 47"})
    void everyMapEqualsTensorFlow(String network, String backend, int atLeast) throws IOException {
        var picture = ImageIO.read(Fixtures.file(network + "/taps_input.png").toFile());
        try (Derainer derainer = Derainer.builder().model(Fixtures.file(network + "/tiny")).backend(backend).threads(2)
                .build();
                TensorFile golden = TensorFile.open(Fixtures.file(network + "/taps_taps.safetensors"))) {
            assertTrue(golden.tensors().size() >= atLeast, golden.tensors().size() + " maps");
            Map<String, Tap> taps = Probe.of(derainer).taps(Pixels.network(picture), picture.getHeight(),
                    picture.getWidth(),
                    golden.tensors().keySet());
            assertEquals(golden.tensors().keySet(), taps.keySet());
            for (Tap tap : taps.values()) {
                float[] expected = golden.floats(tap.name());
                float largest = 0;
                for (float value : expected) {
                    largest = Math.max(largest, Math.abs(value));
                }
                assertClose(expected, tap.values(), 1e-5 * largest, tap.name());
            }
        }
    }

    private static void assertClose(float[] expected, float[] actual, double tolerance, String what) {
        assertEquals(expected.length, actual.length, what);
        for (int i = 0; i < actual.length; i++) {
            int at = i;
            assertTrue(Math.abs(expected[i] - actual[i]) <= tolerance,
                    () -> what + "[" + at + "]: expected " + expected[at] + ", got " + actual[at]);
        }
    }
}
