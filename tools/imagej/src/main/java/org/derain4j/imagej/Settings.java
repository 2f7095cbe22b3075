package org.derain4j.imagej;

import ij.ImagePlus;
import ij.Macro;
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

    private static final double MOST_STRENGTH = 1.5;

    /** Of a macro that says nothing. */
    static final Settings DEFAULT = new Settings("lite", 1, FULL_WHITE, false, false, false);

    /**
     * Those of a macro, where Java has no screen and so no dialog to read them.
     *
     * @param options as in {@code run("Derain...", options)}, by the dialog's labels
     * @return for what is not named those of {@link #DEFAULT}
     * @throws IllegalArgumentException one sentence on a number that is none
     */
    static Settings of(String options) {
        List<String> words = List.of(options.replaceAll("\\[[^]]*]|'[^']*'", "").split(" "));
        return new Settings(Macro.getValue(options, "model", DEFAULT.model),
                number(options, "strength", DEFAULT.strength), (int) number(options, "white", DEFAULT.white),
                words.contains("layer"), words.contains("channels"), words.contains("times"));
    }

    private static double number(String options, String key, double otherwise) {
        String value = Macro.getValue(options, key, String.valueOf(otherwise));
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + "=" + value + " is no number", e);
        }
    }

    /** What is wrong with them; null for nothing. */
    String problem() {
        if (!(strength >= 0 && strength <= MOST_STRENGTH)) {
            return "The strength is a number from 0 to " + MOST_STRENGTH + ".";
        }
        if (white < 1 || white > FULL_WHITE) {
            return "White is a value from 1 to " + FULL_WHITE + ".";
        }
        return null;
    }

    /** What is white in an image unless told: by ImageJ's own setting for 16-bit images, where one was made. */
    static int white(ImagePlus image) {
        int bits = ImagePlus.getDefault16bitRange();
        return bits == 0 || image.getBitDepth() != Short.SIZE ? FULL_WHITE : (1 << bits) - 1;
    }
}
