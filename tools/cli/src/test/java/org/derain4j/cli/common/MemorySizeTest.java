package org.derain4j.cli.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class MemorySizeTest {

    @ParameterizedTest
    @CsvSource({"2G, 2147483648", "2g, 2147483648", "2GB, 2147483648", "2GiB, 2147483648", "1536M, 1610612736",
        "2.5G, 2684354560", "800MB, 838860800", "0.125T, 137438953472", "64k, 65536", "007M, 7340032"})
    void unitsAreBinary(String text, long bytes) {
        assertEquals(bytes, new MemorySize().convert(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "2147483648", "0G", "0.0M", "-1G", "G", "2X", "1,5G", "2.G", ".5G", "2 G", "1e3M",
        "9999999G", "2.5000G", "two"})
    void nonsenseIsSaidToBeSo(String text) {
        String sentence = assertThrows(TypeConversionException.class, () -> new MemorySize().convert(text))
                .getMessage();
        assertTrue(sentence.startsWith("'" + text + "' is no amount of memory; give "), sentence);
    }

    @ParameterizedTest
    @CsvSource({"1048576, 1 MB", "838860800, 800 MB", "2147483648, 2.0 GB", "7623566950, 7.1 GB",
        "45097156608, 42 GB"})
    void wordsAreShort(long bytes, String words) {
        assertEquals(words, MemorySize.words(bytes));
    }
}
