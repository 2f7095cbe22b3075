package org.derain4j.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The strict reader: what it takes, and every lie and trick it refuses. */
class SafetensorsTest {

    @Test
    void tensorsComeInTheOrderOfTheirData() throws IOException {
        byte[] file = Fixtures.safetensors("""
                {"b": {"dtype": "F32", "shape": [2], "data_offsets": [4, 12]},
                 "a": {"data_offsets": [0, 4], "shape": [], "dtype": "I32"},
                 "empty": {"dtype": "F16", "shape": [0, 7], "data_offsets": [4, 4]}}\s\s\s""", 12);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putFloat(file.length - 4, -1.5f);
        try (TensorFile open = TensorFile.open(file, "made")) {
            assertEquals(List.of("a", "empty", "b"), List.copyOf(open.tensors().keySet()));
            assertEquals(new TensorInfo("b", DType.F32, List.of(2L)), open.tensors().get("b"));
            assertArrayEquals(new float[]{0, -1.5f}, open.floats("b"));
            assertEquals(0, open.doubles("empty").length);
            assertEquals(Map.of(), open.metadata());
            assertTrue(assertThrows(WeightFormatException.class, () -> open.floats("a")).problem().contains("I32"));
        }
    }

    @Test
    void stringsMayHoldAnyUnicode() throws IOException {
        byte[] file = Fixtures.safetensors("""
                {"__metadata__": {"k\\u00e9\\ud83d\\uDe00\\n": "\\"\\\\\\/\\b\\f\\r\\t\u00e9\ud83d\ude00", "": ""}}""",
                0);
        try (TensorFile open = TensorFile.open(file, "made")) {
            assertEquals(Map.of("k\u00e9\ud83d\ude00\n", "\"\\/\b\f\r\t\u00e9\ud83d\ude00", "", ""), open.metadata());
        }
    }

    static Stream<Arguments> badHeaders() {
        String deep = "[".repeat(1_000_000);
        return Stream.of(bad("{", 0, "`\"` is expected"), bad("[]", 0, "no header in JSON"),
                bad(" {}", 0, "no header in JSON"), bad("", 0, "no header in JSON"), bad("{}x", 0, "something follows"),
                bad("{}\0", 0, "something follows"), bad("{},", 0, "something follows"),
                bad("{\"a\"}", 0, "`:` is expected"), bad("{\"a\":1}", 0, "`{` is expected"),
                bad("{\"a\":{},}", 0, "lacks dtype"), bad("{" + entry("F32", "1", "0,4") + ",}", 4, "`\"` is expected"),
                bad("{" + entry("F32", "1", "0,4") + "," + entry("F32", "1", "4,8") + "}", 8, "occurs twice"),
                bad("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}", 0, "occurs twice"),
                bad("{\"__metadata__\":{\"a\":\"\",\"\\u0061\":\"\"}}", 0, "occurs twice"),
                bad("{\"__metadata__\":{},\"__metadata__\":{}}", 0, "occurs twice"),
                bad("{\"__metadata__\":{\"a\":1}}", 0, "`\"` is expected"),
                bad("{\"a\":{\"dtype\":\"F32\",\"color\":1}}", 0, "unknown key `color`"),
                bad(of("F31", "1", "0,4"), 4, "unknown type `F31`"), bad(of("OTHER", "1", "0,0"), 0, "unknown type"),
                bad(of("F32", "-1", "0,4"), 4, "whole number"), bad(of("F32", "1.0", "0,4"), 4, "whole number"),
                bad(of("F32", "1e0", "0,4"), 4, "whole number"), bad(of("F32", "01", "0,4"), 4, "whole number"),
                bad(of("F32", "", "0"), 4, "1 numbers, not 2"), bad(of("F32", "", "0,4,4"), 4, "3 numbers, not 2"),
                bad(of("F32", "9223372036854775808", "0,4"), 4, "larger than any file"),
                bad(of("F32", "4294967296,4294967296", "0,0"), 0, "larger than any file"),
                bad(of("F32", "4611686018427387905", "0,4"), 4, "larger than any file"),
                bad(of("F32", "1" + ",1".repeat(254), "0,4"), 4, "more than 254"),
                bad(of("F32", "2", "0,4"), 4, "do not match F32[2]"), bad(of("F32", "1", "4,0"), 4, "do not match"),
                bad(of("F32", "1", "1,5"), 5, "begin at 1"), bad(of("F32", "2", "0,8"), 7, "past the file's 7 bytes"),
                bad(of("F32", "1", "0,4"), 5, "5 bytes of data, of which the header names 4"), bad("{}", 1, "names 0"),
                bad(of("F64", "1099511627776", "0,8796093022208"), 8, "past the file's 8 bytes"),
                bad("{\"a\":" + deep, 0, "`{` is expected"), bad("{\"a\":{\"shape\":" + deep, 0, "whole number"),
                bad("{\"" + "a".repeat(1_000_000), 0, "does not end"), bad("{\"a\nb\":{}}", 0, "control character"),
                bad("{\"\\x\":{}}", 0, "unknown escape"), bad("{\"\\", 0, "unknown escape"),
                bad("{\"\\u12g4\":{}}", 0, "unfinished escape"), bad("{\"\\u12", 0, "unfinished escape"),
                bad("{\"\\ud800\":{}}", 0, "surrogate"), bad("{\"\\udc00\":{}}", 0, "surrogate"),
                bad("{\"\\ud800\\ud800\":{}}", 0, "surrogate"), bad("{\"\\ud800\\n\":{}}", 0, "surrogate"));
    }

    @ParameterizedTest
    @MethodSource("badHeaders")
    void badHeadersAreRefused(String header, int dataSize, String problem) throws Throwable {
        refused(Fixtures.safetensors(header, dataSize), problem);
    }

    @Test
    void overlapIsRefused() throws Throwable {
        String second = entry("F32", "1", "0,4").replace("\"a\"", "\"b\"");
        refused(Fixtures.safetensors("{" + entry("F32", "1", "0,4") + "," + second + "}", 4), "begin at 0");
    }

    @Test
    void stringsThatAreNotUtf8AreRefused() throws Throwable {
        for (String hex : List.of("ff", "c3", "c080", "eda080", "f4908080")) {
            String header = "{\"" + new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1)
                    + "\":{}}";
            refused(Fixtures.safetensors(header.getBytes(StandardCharsets.ISO_8859_1), 0), "not UTF-8");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE, 1L << 40, 100_000_000, 100_000_001, 0, 3})
    void lengthWordIsNotBelieved(long length) throws Throwable {
        byte[] file = Fixtures.safetensors("{}", 0);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
        refused(file, length == 0 ? "no header in JSON" : "claims a header of " + Long.toUnsignedString(length));
    }

    @Test
    void hostileNamesAreShownHarmlesslyAndShort() {
        String name = "\\u001b[2J" + "x".repeat(5000);
        String header = of("F31", "1", "0,4").replace("\"a\"", "\"" + name + "\"");
        WeightFormatException e = assertThrows(WeightFormatException.class,
                () -> TensorFile.open(Fixtures.safetensors(header, 4), "made"));
        assertTrue(e.getMessage().startsWith("made: tensor `\\u001b[2Jxxx") && e.getMessage().length() < 400);
    }

    private static void refused(byte[] file, String problem) throws Throwable {
        WeightFormatException e = Fixtures.frugally(
                () -> assertThrows(WeightFormatException.class, () -> TensorFile.open(file, "made")));
        assertTrue(e.getMessage().startsWith("made: ") && e.getMessage().contains(problem), e.getMessage());
    }

    private static Arguments bad(String header, int dataSize, String problem) {
        return Arguments.of(header, dataSize, problem);
    }

    private static String of(String dtype, String shape, String offsets) {
        return "{" + entry(dtype, shape, offsets) + "}";
    }

    private static String entry(String dtype, String shape, String offsets) {
        return "\"a\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%s]}".formatted(dtype, shape, offsets);
    }
}
