package org.derain4j.rain;

import java.util.Random;

/** The drops of one layer: its ranges are drawn from once, then each of its drops varies about them. Nearer ones are longer and wider. */
final class Drops {

    /**
     * What one drop leaves, a streak.
     *
     * @param taper share of its half that fades toward an end
     * @param beads how dark it is between its highlights
     * @param wave  how many highlights it has, as an angle
     * @param phase where they are
     * @param tilt  how much brighter one end is
     * @param gap   half of the part that is missing; from -1 to 1 it is 2 long
     * @param gapAt its middle
     */
    record Drop(double length, double width, double level, double taper, double beads, double wave, double phase,
            double tilt,
            double gap, double gapAt) {}

    final double edge;
    private final double length;
    private final double width;
    private final double faintest;
    private final double depth;
    private final double falloff;
    private final double taper;
    private final double beads;
    private final double breaks;
    private final double lengthSpread;
    private final double widthSpread;

    Drops(Family.Streaks family, double length, double width, Random random) {
        this.length = length;
        this.width = width;
        faintest = family.faintest();
        depth = family.depth().draw(random);
        falloff = family.falloff().draw(random);
        taper = family.taper().draw(random);
        beads = family.beads().draw(random);
        edge = family.edge().draw(random);
        breaks = family.breaks().draw(random);
        lengthSpread = family.lengthSpread().draw(random);
        widthSpread = family.widthSpread().draw(random);
    }

    Drop next(Random random) {
        double near = Draws.factor(random, depth);
        double longer = length * near * Draws.factor(random, lengthSpread);
        double wider = width * StrictMath.pow(near, 0.7) * Draws.factor(random, widthSpread);
        double level = faintest + (1 - faintest) * StrictMath.pow(random.nextDouble(), falloff);
        double ends = Math.clamp(taper * Draws.between(random, 0.5, 1.2), 0.05, 1);
        double beaded = beads * random.nextDouble(), wave = Draws.between(random, 0.5, 4) * Math.PI;
        double phase = Draws.between(random, 0, 6.28), tilt = Draws.between(random, -0.4, 0.4);
        double gap = random.nextDouble() < breaks ? Draws.between(random, 0.1, 0.5) : 0;
        return new Drop(Math.clamp(longer, 1, Math.max(1, 6 * length)),
                Math.clamp(wider, 0.35, Math.max(0.35, 3 * width)), level, ends, beaded, wave, phase, tilt, gap,
                Draws.between(random, -0.8, 0.8));
    }
}
