package org.derain4j.rain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.jr.ob.JSON;

class RangesTest {

    @Test
    void theOwnFileIsReadInItsOrder() {
        assertEquals(List.of("dry", "light", "downpour", "camera", "night"), List.copyOf(Ranges.OWN.kinds().keySet()));
        assertEquals(List.of("thread", "flat", "soft", "far", "mid", "near", "points", "discs"),
                List.copyOf(Ranges.OWN.families().keySet()));
        assertEquals(0.3, ((Family.Flat) Ranges.OWN.families().get("flat")).blurChance());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "version | 2 | rain.json is of version 2; this version of Derain4J reads 1",
        "mist | 1 | rain.json: entry \"mist\" is unknown to this version of Derain4J; take a newer one",
        "families/far/wobble | 1 | rain.json, families, far: entry \"wobble\" is unknown to this version of Derain4J; take a newer one",
        "families/far/shape | \"rings\" | rain.json: no family has the shape \"rings\"",
        "families/far/length | {\"gamma\": [1, 2]} | rain.json, families, far, length: no entry is drawn by \"gamma\"",
        "families/far/length | [1] | rain.json, families, far, length has to have two numbers",
        "families/far/length | true | rain.json, families, far, length is no entry that can be drawn from",
        "families/flat/parts | {\"share\": {\"some\": 1}} | rain.json, families, flat, parts has to be drawn from numbers",
        "kinds/light/light | \"moon\" | rain.json: no rain meets a scene by the light \"moon\"",
        "kinds/light/layers | [{\"family\": {\"share\": {\"hail\": 1}}, \"count\": 1, \"strength\": 1}] | rain.json: there is no family \"hail\"",
        "tint/most | null | rain.json, tint, most has to be a number",
    })
    void whatIsUnknownIsToldInASentence(String path, String value, String sentence) throws IOException {
        assertEquals(sentence,
                assertThrows(IllegalArgumentException.class, () -> Ranges.of(changed(path, value))).getMessage());
    }

    @Test
    void sharesAreDrawnByTheirSize() {
        Entry.Share share = new Entry.Share(Map.of("1", 3.0, "5", 1.0));
        Random random = new Random(1);
        double sum = 0;
        for (int i = 0; i < 4000; i++) {
            sum += share.draw(random);
        }
        assertEquals(2, sum / 4000, 0.12, "three times one, once five: four deviations of the mean are 0.11");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> changed(String path, String value) throws IOException {
        try (InputStream in = Ranges.class.getResourceAsStream("rain.json")) {
            Map<String, Object> file = JSON.std.mapFrom(in), at = file;
            String[] names = path.split("/");
            for (int i = 0; i < names.length - 1; i++) {
                at = (Map<String, Object>) at.get(names[i]);
            }
            Map<String, Object> read = new HashMap<>(JSON.std.mapFrom("{\"value\": " + value + "}"));
            at.put(names[names.length - 1], read.get("value"));
            return file;
        }
    }
}
