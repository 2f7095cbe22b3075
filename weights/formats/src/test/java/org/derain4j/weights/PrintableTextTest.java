package org.derain4j.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTextTest {

    @Test
    void whatSteersATerminalOrALineIsWrittenOut() {
        assertEquals("red\\u001b[31m\\u000aderain: all fine\\u000d",
                PrintableText.of("red\u001b[31m\nderain: all fine\r"));
        assertEquals("\\u0000\\u0007\\u0008\\u0009\\u007f\\u0085\\u009b2J",
                PrintableText.of("\0\u0007\b\t\u007f\u0085\u009b2J"));
        assertEquals("\\u2028\\u2029", PrintableText.of("\u2028\u2029"));
        assertEquals("photo\\u202egnp.exe \\u2066\\u2069 \\u200f",
                PrintableText.of("photo\u202egnp.exe \u2066\u2069 \u200f"));
        assertEquals("\\ufeff\\u00ad\\u{e0041}", PrintableText.of("\ufeff\u00ad" + Character.toString(0xe0041)));
        assertEquals("half \\ud83d a pair", PrintableText.of("half \ud83d a pair"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "generator/BCM4_0/down4_1/weight", "C:\\new\\\u00fcber \u6c34.png", "\ud83d\ude00",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "100 %s %n {} `x` \"y\""})
    void wordsOfAllLanguagesStay(String text) {
        assertEquals(text, PrintableText.of(text));
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        assertEquals("x".repeat(1000), PrintableText.of("x".repeat(1000)));
        assertEquals("x".repeat(1000) + "...", PrintableText.of("x".repeat(1001)));
        assertEquals("abc...", PrintableText.of("abc\u001bdef", 5));
        assertEquals("abc\\u001b...", PrintableText.of("abc\u001bdef", 9));
        assertEquals("abcd...", PrintableText.of("abcd\ud83d\ude00", 5));
        assertTrue(PrintableText.of("\u001b".repeat(1_000_000)).length() < 1010);
    }

    @Test
    void listsNameAFewAndCountTheRest() {
        assertEquals("", PrintableText.list(List.of(), 3));
        assertEquals("a, \\u001b, c", PrintableText.list(List.of("a", "\u001b", "c"), 3));
        assertEquals("0, 1, ... and 399,998 more",
                PrintableText.list(IntStream.range(0, 400_000).mapToObj(String::valueOf).toList(), 2));
        assertTrue(PrintableText.list(Collections.nCopies(1000, "x".repeat(1000)), 10).length() < 2100);
    }
}
