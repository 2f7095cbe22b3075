package org.derain4j.cli.eval;

import java.util.Optional;

/**
 * How much rain a result has lost, and how much else, told without the clean picture.
 *
 * <p>Rain is bright, thin and nearly vertical, so bright ridges within 35 degrees of the vertical are counted in the rainy
 * picture and in the result. Rain is neither horizontal nor does it darken, so what was taken away around the
 * horizontal, and what was brightened in lines around the vertical, was texture. All on luma, on a copy whose longer side
 * is at most 640 pixels: rain grows with the picture.
 *
 * @param left bright ridges of the result in percent of the rainy picture's; the scene's own lines are among them, so
 *            that a perfect result has more than 0
 * @param kept 100 less the percentage of all ridges that were harmed
 * @param score the bright ridges removed less three quarters of the ridges harmed, in percent of the bright ridges before
 */
public record RainScore(double left, double kept, double score) {

    /** Pictures, or their copies, below this have no score: the measure looks at 28 columns at a time. */
    public static final int SMALLEST_SIDE = 32;

    /** Pictures with a longer side are measured on a copy with this one. */
    public static final int LONGEST_SIDE = 640;

    /** What a ridge harmed weighs beside one removed: with less a plain opening filter passes, with more doing little does. */
    private static final double HARM = 0.75;

    /** Mean strength, in levels, below which a picture has nothing to measure. */
    private static final double NOTHING = 0.01;

    /**
     * Measures a result.
     *
     * @param rainy the rainy picture, which {@link #fits}
     * @param result what became of it
     * @return its score; empty if nothing in the rainy picture looks like a streak
     * @throws IllegalArgumentException if the sizes differ or are too small
     */
    public static Optional<RainScore> of(RgbPicture rainy, RgbPicture result) {
        if (!rainy.sameSize(result) || !fits(rainy)) {
            throw new IllegalArgumentException("no score for %dx%d beside %dx%d".formatted(result.width(),
                    result.height(), rainy.width(), rainy.height()));
        }
        Plane before = Plane.luma(rainy).within(LONGEST_SIDE);
        Ridges rain = Ridges.of(before);
        if (rain.bright() < NOTHING) {
            return Optional.empty();
        }
        Plane after = Plane.luma(result).within(LONGEST_SIDE);
        Plane removed = before.minus(after);
        double all = rain.both() + Ridges.of(before.transposed()).both();
        double left = Ridges.of(after).bright();
        double harmed = Ridges.of(removed.transposed()).both() + Ridges.of(removed.map(v -> Math.max(-v, 0))).both();
        return Optional.of(new RainScore(100 * left / rain.bright(), 100 * (1 - harmed / all),
                100 * (rain.bright() - left - HARM * harmed) / rain.bright()));
    }

    /**
     * Whether a picture is large enough.
     *
     * @param picture any picture
     * @return false if a side of it, or of its copy, is below {@link #SMALLEST_SIDE}
     */
    public static boolean fits(RgbPicture picture) {
        return Plane.shorterWithin(LONGEST_SIDE, picture.height(), picture.width()) >= SMALLEST_SIDE;
    }
}
