package org.derain4j.rain;

import java.util.Random;

/**
 * Draws streaks one by one: each its own place, length, width, brightness, beads and ends. A layer's ranges are drawn from
 * once, then each of its drops varies about them: so one picture has drops of one wind and many depths.
 */
final class StreakPainter {

    /** Pixels between the samples of which a streak is made. */
    private static final double ALONG = 0.8;
    private static final double ACROSS = 0.5;
    /** Lengths that the streaks of a group are apart. */
    private static final double ASIDE = 4;
    /** Pixels: wider streaks are drawn smaller and enlarged. */
    private static final double FINE = 1.2;
    /** Lengths by which streaks that begin outside reach in, at most. */
    private static final double MARGIN = 96;
    /** Streaks of a layer of 400 by 400 lengths, at most. */
    private static final double MOST = 30_000;
    /** Cells of gusts along each side. */
    private static final int GUSTS = 6;

    private final Random random;
    private final Family.Streaks family;
    private final Layer layer;
    private final double fieldWidth;
    private final double fieldHeight;
    /** Of the picture in its field. */
    private final double left;
    private final double top;
    private final double length;
    private final double width;
    private double[] x;
    private double[] y;
    private double[] along = new double[64];
    private double[] across = new double[64];

    private StreakPainter(Family.Streaks family, Random random, Field field) {
        this.family = family;
        this.random = random;
        double scale = family.size().draw(random) * field.unit();
        double asLong = family.length().draw(random) * scale, asWide = family.width().draw(random) * scale;
        double small = Math.max(1, asWide / FINE);
        length = asLong / small;
        width = asWide / small;
        layer = new Layer(field, small);
        fieldWidth = field.fullWidth() / small;
        fieldHeight = field.fullHeight() / small;
        left = random.nextDouble() * (field.fullWidth() - field.width()) / small;
        top = random.nextDouble() * (field.fullHeight() - field.height()) / small;
        places(scale / small, Math.min(length, MARGIN * field.unit()), MOST * field.share());
    }

    static Layer drawn(Family.Streaks family, Random random, Field field, double angle) {
        StreakPainter painter = new StreakPainter(family, random, field);
        painter.drops(angle);
        return painter.layer;
    }

    /** Where drops are, those that reach in from outside too: in gusts and groups, for rain is never even. */
    private void places(double scale, double reach, double most) {
        double across = fieldWidth + 2 * reach, down = fieldHeight + 2 * reach;
        int count = Draws.count(random,
                Math.min(family.density().draw(random) * across * down / 1000 / (scale * scale), most));
        double gusts = family.gusts().draw(random), groups = family.groups().draw(random);
        double[] field = new double[GUSTS * GUSTS];
        for (int i = 0; i < field.length; i++) {
            field[i] = Draws.between(random, 1 - gusts, 1);
        }
        double[] allX = new double[count], allY = new double[count];
        int there = 0;
        for (int i = 0; i < count; i++) {
            double u = Draws.between(random, -reach, fieldWidth + reach),
                    v = Draws.between(random, -reach, fieldHeight + reach);
            int column = cell((u + fieldWidth / 12 * random.nextGaussian() + reach) / across);
            int row = cell((v + fieldHeight / 12 * random.nextGaussian() + reach) / down);
            if (random.nextDouble() < field[row * GUSTS + column]) {
                allX[there] = u;
                allY[there++] = v;
            }
        }
        x = new double[there];
        y = new double[there];
        for (int i = 0; i < there; i++) {
            boolean follows = random.nextDouble() < groups;
            int leader = follows ? random.nextInt(there) : i;
            x[i] = allX[leader] + (follows ? ASIDE * scale * random.nextGaussian() : 0);
            y[i] = allY[leader] + (follows ? 0.6 * length * random.nextGaussian() : 0);
        }
    }

    private static int cell(double share) {
        return (int) Math.clamp(share * GUSTS, 0, GUSTS - 1);
    }

    /** What each streak is like: nearer ones are longer and wider. */
    private void drops(double angle) {
        double depth = family.depth().draw(random), falloff = family.falloff().draw(random),
                taper = family.taper().draw(random);
        double beads = family.beads().draw(random), edge = family.edge().draw(random),
                breaks = family.breaks().draw(random);
        double longer = family.lengthSpread().draw(random), wider = family.widthSpread().draw(random);
        double fan = family.fan().draw(random), jitter = family.jitter().draw(random), faintest = family.faintest();
        for (int i = 0; i < x.length; i++) {
            double near = Draws.factor(random, depth);
            double thisLong = Math.clamp(length * near * Draws.factor(random, longer), 1, Math.max(1, 6 * length));
            double thisWide = Math.clamp(width * StrictMath.pow(near, 0.7) * Draws.factor(random, wider), 0.35,
                    Math.max(0.35, 3 * width));
            double level = faintest + (1 - faintest) * StrictMath.pow(random.nextDouble(), falloff);
            double ends = Math.clamp(taper * Draws.between(random, 0.5, 1.2), 0.05, 1);
            double beaded = beads * random.nextDouble(), wave = Draws.between(random, 0.5, 4) * Math.PI;
            double phase = Draws.between(random, 0, 6.28), tilt = Draws.between(random, -0.4, 0.4);
            boolean broken = random.nextDouble() < breaks;
            double gap = broken ? Draws.between(random, 0.1, 0.5) : 0, gapAt = Draws.between(random, -0.8, 0.8);
            double falls = angle + fan * (x[i] / fieldWidth - 0.5) + jitter * random.nextGaussian();
            double u = x[i] - left + 1, v = y[i] - top + 1, reach = thisLong + 3 * thisWide + 2;
            if (u < -reach || v < -reach || u > layer.width + reach || v > layer.height + reach) {
                continue;
            }
            int down = (int) Math.ceil(thisLong / ALONG) + 2, half = (int) Math.ceil(2.5 * thisWide / ACROSS);
            along = down > along.length ? new double[2 * down] : along;
            across = 2 * half + 1 > across.length ? new double[4 * half] : across;
            for (int k = 0; k < down; k++) {
                double t = place(k, down);
                double shape = Math.clamp((1 - Math.abs(t)) / ends, 0, 1) * (1 + tilt * t)
                        * (1 - beaded * (0.5 + 0.5 * StrictMath.cos(wave * t + phase)));
                along[k] = Math.abs(t - gapAt) < gap ? 0 : shape * level * thisLong / down * ACROSS;
            }
            for (int k = 0; k <= 2 * half; k++) {
                across[k] = StrictMath.exp(-0.5 * StrictMath.pow(Math.abs(k - half) * ACROSS / thisWide, edge));
            }
            paint(u, v, StrictMath.toRadians(falls), thisLong, down, half);
        }
    }

    /** The samples of one streak, along and across. */
    private void paint(double u, double v, double angle, double thisLong, int down, int half) {
        double cos = StrictMath.cos(angle), sin = StrictMath.sin(angle);
        for (int k = 0; k < down; k++) {
            double fallen = place(k, down) * thisLong / 2, shape = along[k];
            if (shape == 0) {
                continue;
            }
            for (int c = -half; c <= half; c++) {
                double aside = c * ACROSS;
                layer.splat(u + fallen * sin + aside * cos, v + fallen * cos - aside * sin, shape * across[c + half]);
            }
        }
    }

    /** From -1 to 1 along a streak. */
    private static double place(int sample, int samples) {
        return (sample + 0.5) / samples * 2 - 1;
    }
}
