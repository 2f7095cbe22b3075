package org.derain4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {

    record Point(int x, Optional<String> label) {}

    @Test
    void recordsAreObjectsInTheOrderOfTheirComponents() {
        assertEquals("{\n  \"x\": 3,\n  \"label\": \"a\"\n}", Json.write(new Point(3, Optional.of("a"))));
        assertEquals("{\n  \"x\": 3,\n  \"label\": null\n}", Json.write(new Point(3, Optional.empty())));
    }

    @Test
    void numbersStayOnOneLineAndOtherItemsGetOneEach() {
        assertEquals("[1, 2.5, -3]", Json.write(List.of(1, 2.5, -3L)));
        assertEquals("[\n  true,\n  null,\n  \"x\"\n]", Json.write(Arrays.asList(true, null, "x")));
    }

    @Test
    void nestedObjectsAreIndented() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("a", Map.of("b", List.of(List.of(1, 2))));
        assertEquals("{\n  \"a\": {\n    \"b\": [\n      [1, 2]\n    ]\n  }\n}", Json.write(members));
    }

    @Test
    void emptyThingsStayShort() {
        assertEquals("{}", Json.write(Map.of()));
        assertEquals("[]", Json.write(List.of()));
    }

    @Test
    void whatJsonCannotSayBecomesAString() {
        assertEquals("[\"NaN\", \"Infinity\", \"-Infinity\"]",
                Json.write(List.of(Double.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)));
    }

    @Test
    void stringsAreEscaped() {
        assertEquals("\"\\\"\\\\\\n\\r\\t\\u0007\u00e4/\"", Json.write("\"\\\n\r\t\u0007\u00e4/"));
        assertEquals("\"\\u001b[2J\\u009b\\u202e\"", Json.write("\u001b[2J\u009b\u202e"));
        assertEquals("\"\\u2028\\u2029\"", Json.write("\u2028\u2029"));
    }
}
