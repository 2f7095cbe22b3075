package org.derain4j.vision.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.derain4j.cli.common.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlNamesTest {

    private static final Path FILE = Path.of("data.yaml");

    static Stream<String> writings() {
        return Stream.of(
                "names: [car, 'traffic light', \"it's, so\"]",
                "names: ['car', 'traffic light', 'it''s, so']\nnc: 3",
                "nc: 3\nnames:   # of them all\n  - car\n  - traffic light # red\n  - \"it's, so\"\nval: x",
                "names:\n- car\n- traffic light\n- it's, so\n",
                "names:\n  0: car\n  1: traffic light\n\n  # the last\n  2: it's, so\ndownload: none",
                "names:\n  2: it's, so\n  0: car\n  1: traffic light\n",
                "names: {0: car, 1: 'traffic light', 2: \"it's, so\"}",
                "names: [\n  car,\n  traffic light, # red\n  \"it's, so\",\n]\nnc: 3");
    }

    @ParameterizedTest
    @MethodSource("writings")
    void namesAreReadAsTheyAreWritten(String yaml) {
        assertEquals(List.of("car", "traffic light", "it's, so"), YamlNames.of(FILE, yaml.lines().toList()));
    }

    @Test
    void namesOfOtherThingsAreNone() {
        assertEquals(List.of(), YamlNames.of(FILE, List.of("nc: 3", "  names: [a]", "filenames: [b]", "names:x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"names: car", "names: [car", "names: {1: car}", "names: []", "names:", "names: [[car]]",
        "names: ['car]", "names: [car,, bus]", "names:\n  0: car\n  2: bus"})
    void whatCannotBeReadIsNamed(String yaml) {
        assertEquals(
                "data.yaml, line 1: cannot be read as names of classes; write them as [\"car\", \"bus\"], or put them"
                        + " one a line into classes.txt.",
                assertThrows(Failure.class, () -> YamlNames.of(FILE, yaml.lines().toList())).getMessage());
    }

    /** Names that would make a careless pattern go in circles or run out of stack. */
    @ParameterizedTest
    @ValueSource(strings = {"names: ['%s]", "names: [\"%s]", "names: [%s", "names: ['a''%s"})
    void longOnesTakeNoTime(String yaml) {
        String text = yaml.formatted("'' ,".repeat(300_000));

        assertThrows(Failure.class, () -> YamlNames.of(FILE, List.of(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"names: [a%s[b]", "names: [%s[b]", "names: ['a'%s[b]", "names: [1%s[b]", "names: [1:%s[b]"})
    void spacesTakeNoTimeEither(String yaml) {
        String text = yaml.formatted(" ".repeat(200_000));

        assertTimeoutPreemptively(Duration.ofSeconds(10),
                () -> assertThrows(Failure.class, () -> YamlNames.of(FILE, List.of(text))));
    }
}
