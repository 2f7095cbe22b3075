package org.derain4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Model;
import org.derain4j.weights.DType;
import org.derain4j.weights.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine beside TensorFlow's own numbers for both official graphs in a tiny size. */
class TinyNetworksTest {

    private static final Path REFERENCES = Path.of(System.getProperty("derain4j.root"), "engine/src/test/resources");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"tiny_generator, reference, 61", "tiny_generator, vector, 61",
        "tiny_generator, portable, 61", "tiny_model, reference, 50", "tiny_model, vector, 50",
        "tiny_model, portable, 50"})
    void theEngineConforms(String network, String backend, int maps) throws IOException {
        ReferenceDirectory reference = ReferenceDirectory.read(REFERENCES.resolve(network));
        Report report = run(reference, Model.load(reference.model().orElseThrow()), backend);
        assertTrue(report.conforms(), () -> TextReport.summary(report));
        assertEquals(2, report.passed());
        assertEquals(maps, assertInstanceOf(CaseResult.Compared.class, report.results().getLast()).maps().size());
    }

    @Test
    void oneWrongWeightIsFoundInItsOwnLayer() throws IOException {
        ReferenceDirectory reference = ReferenceDirectory.read(REFERENCES.resolve("tiny_generator"));
        Model spoiled = spoiled(Model.load(reference.model().orElseThrow()), "generator/BCM2_0/down2_1/weight");
        Report report = run(reference, spoiled, "auto");
        CaseResult.Compared taps = assertInstanceOf(CaseResult.Compared.class, report.results().getLast());
        assertEquals("BCM2_0/down", taps.departure().orElseThrow().map());
        assertEquals(2, report.failed());
    }

    private static Report run(ReferenceDirectory reference, Model model, String backend) throws IOException {
        try (Derainer derainer = Derainer.builder().model(model).backend(backend).build()) {
            return new Conformance(Subject.of(derainer), Tolerances.PROMISED).run(reference, _ -> true, _ -> {
            });
        }
    }

    private Model spoiled(Model model, String variable) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter(Map.of());
        for (Model.Variable each : model.variables()) {
            float[] values = model.values(each.name());
            values[0] += each.name().equals(variable) ? 0.5f : 0;
            writer.add(each.name(), DType.F32, each.shape(), values);
        }
        Path file = folder.resolve("spoiled.safetensors");
        writer.write(file);
        return Model.load(file);
    }
}
