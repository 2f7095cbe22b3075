package org.derain4j.rain;

import java.util.function.DoubleUnaryOperator;

/** A function on 0 to 1 as a table with lines between: StrictMath's powers are too slow for every sample of a large picture. */
final class Curve {

    private static final int STEPS = 4096;

    /** sRGB to light, within a millionth. */
    private static final Curve LINEAR = new Curve(Tones::linear);
    /** Light's square root to sRGB, within a millionth: of light itself the curve is too steep near black. */
    private static final Curve TONE = new Curve(root -> Tones.pixel(root * root));

    private final float[] values = new float[STEPS + 2];

    private Curve(DoubleUnaryOperator function) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) function.applyAsDouble((double) i / STEPS);
        }
    }

    static float linear(double pixel) {
        return LINEAR.at(pixel);
    }

    static float pixel(double light) {
        return TONE.at(Math.sqrt(light));
    }

    private float at(double x) {
        double place = x * STEPS;
        int left = (int) place;
        return values[left] + (float) (place - left) * (values[left + 1] - values[left]);
    }
}
