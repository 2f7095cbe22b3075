package org.derain4j.cli.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.derain4j.cli.Fixtures;
import org.derain4j.cli.common.Forecast.Time;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastTest {

    @ParameterizedTest
    @CsvSource({"0.2, 1 s", "3.4, 3 s", "44, 40 s", "89, 90 s", "91, 2 min", "250, 4 min", "1700, 30 min",
        "5399, 90 min", "5401, 2 h", "40000, 11 h"})
    void timesAreNoMoreExactThanTheyAreKnown(double seconds, String words) {
        assertEquals("about " + words, new Time(seconds, 0, seconds).toString());
    }

    /** Of the two that go on at the same time the longer one counts. */
    @Test
    void arithmeticAndTheScratchFileRunTogether() throws Exception {
        try (Derainer derainer = Derainer.builder().model(Fixtures.checkpoint(Fixtures.TINY_MODEL)).build()) {
            Forecast forecast = new Forecast(derainer, storage -> (storage.readBytes() + storage.writtenBytes()) / 1e6);
            Time inMemory = forecast.of(1e6, new Storage(1, 0, null, 0, 0, List.of()));
            assertEquals(0, inMemory.scratchSeconds());
            assertTrue(inMemory.computeSeconds() > 0);
            assertEquals(1.1 * inMemory.computeSeconds(), inMemory.seconds());
            Time onFile = forecast.of(1e6,
                    new Storage(1, 1, Path.of("."), 40_000_000_000L, 30_000_000_000L, List.of()));
            assertEquals(inMemory.computeSeconds(), onFile.computeSeconds(), "measured once");
            assertEquals(70_000, onFile.scratchSeconds());
            assertEquals(1.1 * Math.max(70_000, onFile.computeSeconds()), onFile.seconds());
        }
    }

    @Test
    void whatSurelyIsShortIsKnownWithoutMeasuring() throws Exception {
        try (Derainer derainer = Derainer.builder().threads(2).build()) {
            Forecast forecast = new Forecast(derainer);
            assertTrue(forecast.leastSeconds(480 * 320) < 1, forecast.leastSeconds(480 * 320) + " s");
            assertTrue(forecast.leastSeconds(24e6) > 10, forecast.leastSeconds(24e6) + " s");
        }
    }
}
