package org.derain4j.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void laterOptionsOverrideThePreset() {
        Options options = Options.parse(List.of("--quick", "--forks", "4", "--peers", "ort"));
        assertEquals(4, options.forks());
        assertEquals(List.of(2), options.threads());
        assertEquals(List.of(Library.ONNX_RUNTIME), options.peers());
    }

    @Test
    void choosesGroupsByPartsOfTheirNames() {
        List<String> names = names("--only", "LSTM", "--only", "lite 320x480, threads");
        assertEquals(4, names.size());
        assertTrue(names.stream().allMatch(name -> name.startsWith("conv-LSTM") || name.startsWith("lite 320x480")));
    }

    @Test
    void groupsHaveDifferentNames() {
        List<String> names = names();
        assertEquals(names.size(), new HashSet<>(names).size());
        assertEquals(2 * 5 + 2 * 3 * 2 + 1, names.size());
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        for (List<String> arguments : List.of(List.of("--forks"), List.of("--forks", "0"), List.of("--forks", "x"),
                List.of("--peers", "caffe"), List.of("lite"), List.of("--sizes", "480"))) {
            assertFalse(assertThrows(IllegalArgumentException.class, () -> Options.parse(arguments)).getMessage()
                    .isEmpty());
        }
    }

    private static List<String> names(String... arguments) {
        return Groups.of(Options.parse(List.of(arguments)), new Models(Optional.empty())).stream().map(Group::name)
                .toList();
    }
}
