package org.derain4j.imagej;

import ij.Macro;
import java.io.IOException;
import java.util.List;

/**
 * What is asked for.
 *
 * @param model    an embedded model's name, or a file
 * @param strength how much of the rain is taken out, 0 to 1.5
 * @param white    the value of 16-bit images that is white; what cameras of 12 bits write ends at 4095
 * @param layer    whether the rain becomes an image of its own
 * @param channels whether the three channels of an image are red, green and blue of one picture
 * @param times    whether each slice gets a line in the Results table
 */
record Settings(String model, double strength, int white, boolean layer, boolean channels, boolean times) {

    /** What 16 bits can hold. */
    static final int FULL_WHITE = 65535;

    static final double MOST_STRENGTH = 1.5;

    /** Of a macro that says nothing. */
    static final Settings DEFAULT = new Settings("lite", 1, FULL_WHITE, false, false, false);

    /**
     * Those of a macro, by the first words of the dialog's labels.
     *
     * @param options as in {@code run("Derain...", options)}
     * @return for what is not named those of {@link #DEFAULT}
     * @throws IllegalArgumentException one sentence on a number that is none
     */
    static Settings of(String options) {
        return new Settings(Macro.getValue(options, "model", DEFAULT.model),
                number(options, "strength", DEFAULT.strength), (int) number(options, "white", DEFAULT.white),
                has(options, "layer"), has(options, "channels"), has(options, "times"));
    }

    /** Whether a word stands among options by itself; what is in brackets is a value. */
    static boolean has(String options, String word) {
        return List.of(options.replaceAll("\\[[^]]*]|'[^']*'", "").split("\\s+")).contains(word);
    }

    private static double number(String options, String key, double otherwise) {
        String value = Macro.getValue(options, key, String.valueOf(otherwise));
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("There is no number in %s=%s.".formatted(key, value), e);
        }
    }

    /** Whether the numbers make sense. */
    boolean isInRange() {
        return strength >= 0 && strength <= MOST_STRENGTH && white >= 1 && white <= FULL_WHITE;
    }

    /**
     * Refuses what cannot be done, and opens the model.
     *
     * @return these
     * @throws IllegalArgumentException with one sentence
     * @throws IOException              if the model cannot be read, with one sentence
     */
    Settings required(boolean threeChannels) throws IOException {
        if (!isInRange()) {
            throw new IllegalArgumentException("A strength of %s and a white of %d: give 0 to %s and 1 to %d."
                    .formatted(strength, white, MOST_STRENGTH, FULL_WHITE));
        }
        if (channels && !threeChannels) {
            throw new IllegalArgumentException(
                    "Only three channels, of 8 or 16 bits, can be the colours of a picture; leave out \"channels\".");
        }
        KeptDerainer.open(model);
        return this;
    }
}
