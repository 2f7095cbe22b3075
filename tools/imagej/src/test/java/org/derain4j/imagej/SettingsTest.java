package org.derain4j.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A macro's options. */
class SettingsTest {

    @Test
    void optionsAreReadByTheirNames() {
        assertEquals(Settings.DEFAULT, Settings.of(""));
        assertEquals(new Settings("m17n1", 0.75, 4095, true, true, true),
                Settings.of("model=m17n1 strength=0.75 white=4095 layer channels times stack"));
        assertEquals(new Settings("lite", 1, 65535, false, false, true), Settings.of("times model=lite "));
    }

    @Test
    void wordsInAPathAreNoOptions() {
        Settings settings = Settings.of("model=[/my layer times/lite.safetensors] strength=.5");
        assertEquals(new Settings("/my layer times/lite.safetensors", 0.5, 65535, false, false, false), settings);
        assertFalse(Settings.has("model='all stack' layer", "stack"));
        assertFalse(Settings.has("model=lite stacks", "stack"));
        assertTrue(Settings.has("model='all stack' stack", "stack"));
    }

    @Test
    void numbersAreNumbersInTheirRange() {
        assertThrows(IllegalArgumentException.class, () -> Settings.of("strength=strong"));
        for (String wrong : new String[]{"strength=-0.1", "strength=1.6", "strength=NaN", "white=0", "white=65536"}) {
            assertFalse(Settings.of(wrong).isInRange(), wrong);
        }
        assertTrue(Settings.of("strength=1.5 white=1").isInRange());
    }
}
