package org.derain4j.rain;

import java.util.Random;
import java.util.function.IntFunction;

/** The sum of a picture's layers of rain. */
final class Rain {

    /** Directions among which a wind chooses: as many as the trainer's has, of five layers and their mirror images. */
    private static final int TRIED = 5;

    private Rain() {}

    /** How much of each pixel's light is rain's, row by row; where layers meet it may be more than 1. */
    static float[] of(Weather weather, Ranges ranges, Field field, IntFunction<Random> randoms) {
        float[] rain = new float[Math.multiplyExact(field.width(), field.height())];
        for (int i = 0; i < weather.layers().size(); i++) {
            Weather.Fall fall = weather.layers().get(i);
            Family family = ranges.families().get(fall.family());
            Random random = randoms.apply(i);
            layer(family, random, field, angle(family, random, weather.wind())).addTo(rain, fall.strength());
        }
        double sum = 0;
        for (float value : rain) {
            sum += value;
        }
        float by = (float) Math.min(1, weather.most() / (sum / rain.length));
        for (int i = 0; i < rain.length; i++) {
            rain[i] *= by;
            if (level(rain[i]) == 0) {
                rain[i] = 0;
            }
        }
        return rain;
    }

    /** Rain as a level of the layer's picture. Where it is 0 none falls: in the dark even a thousandth of white would be seen. */
    static int level(float rain) {
        return (int) (Math.min(1, rain) * 255 + 0.5);
    }

    static Layer layer(Family family, Random random, Field field, double angle) {
        return switch (family) {
            case Family.Streaks streaks -> StreakPainter.drawn(streaks, random, field, angle);
            case Family.Flat flat -> FlatPainter.drawn(flat, random, field, angle);
            case Family.Discs discs -> DiscPainter.drawn(discs, random, field, angle);
        };
    }

    /**
     * Degrees at which a layer falls. The trainer takes a layer out of a pool, mirrored or not: without a wind any, else of
     * five that which falls most nearly as the wind. Here the five are directions, and the layer is then drawn for the one.
     */
    static double angle(Family family, Random random, double wind) {
        if (Double.isNaN(wind)) {
            double angle = family.angle().draw(random);
            return random.nextBoolean() ? angle : -angle;
        }
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < TRIED; i++) {
            double angle = family.angle().draw(random);
            nearest = nearer(wind, nearest, nearer(wind, angle, -angle));
        }
        return nearest;
    }

    private static double nearer(double wind, double a, double b) {
        return Math.abs(b - wind) < Math.abs(a - wind) ? b : a;
    }
}
