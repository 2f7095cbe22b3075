package org.derain4j.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The damaged checkpoints under {@code broken}; its README says what each must report. */
class BrokenCheckpointTest {

    private static final List<String> NAMES = List.of("generator/rnn1/alpha", "generator/rnn1/weight",
            "generator/rnn7/weight");

    @Test
    void undamagedOriginalReads() throws IOException {
        try (TensorFile file = TensorFile.open(prefix("good"))) {
            assertEquals(NAMES, List.copyOf(file.tensors().keySet()));
            assertEquals(List.of(3L, 3L, 4L, 3L), file.tensors().get("generator/rnn1/weight").shape());
            assertEquals(4, file.floats("generator/rnn1/alpha").length);
            assertEquals(108, file.floats("generator/rnn1/weight").length);
            assertEquals(54, file.floats("generator/rnn7/weight").length);
        }
    }

    @ParameterizedTest
    @CsvSource({"index_truncated, cut short: it does not end in the magic number",
        "index_empty, it has 0 bytes", "index_flipped, the checksum of a data block does not match",
        "index_wrong_magic, it does not end in the magic number"})
    void damagedIndexIsRefused(String name, String problem) {
        WeightFormatException e = assertThrows(WeightFormatException.class, () -> TensorFile.open(prefix(name)));
        assertTrue(e.getMessage().contains(problem), e.getMessage());
        assertEquals(prefix(name) + ".index", e.file());
        assertEquals(Optional.empty(), e.tensor());
    }

    @ParameterizedTest
    @CsvSource({"data_flipped, generator/rnn1/weight, .data-00000-of-00001, checksum of its data does not match",
        "data_truncated, generator/rnn7/weight, .data-00000-of-00001, past the end of the file",
        "shard_missing, generator/rnn1/weight, .data-00001-of-00002, is missing"})
    void damagedDataCostOneTensorOnly(String name, String tensor, String shard, String problem) throws IOException {
        try (TensorFile good = TensorFile.open(prefix("good")); TensorFile file = TensorFile.open(prefix(name))) {
            WeightFormatException e = assertThrows(WeightFormatException.class, () -> file.floats(tensor));
            assertTrue(e.problem().contains(problem), e.getMessage());
            assertEquals(prefix(name) + shard, e.file());
            assertEquals(Optional.of(tensor), e.tensor());
            assertEquals(e.file() + ": tensor `" + tensor + "`: " + e.problem(), e.getMessage());
            for (String other : NAMES) {
                if (!other.equals(tensor)) {
                    assertArrayEquals(good.floats(other), file.floats(other));
                }
            }
        }
    }

    private static Path prefix(String name) {
        return Fixtures.fixture("broken/README.md").resolveSibling(name);
    }
}
