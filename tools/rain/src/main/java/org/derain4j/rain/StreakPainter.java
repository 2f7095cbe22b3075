package org.derain4j.rain;

import java.util.Random;

/** Draws a layer of streaks one by one: where they are, in gusts and groups, and how each falls. One wind, many depths. */
final class StreakPainter {

    /** Lengths that the streaks of a group are apart. */
    static final double ASIDE = 4;
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
    final double fieldWidth;
    final double fieldHeight;
    /** Of the picture in its field. */
    private final double left;
    private final double top;
    final double length;
    final double scale;
    private final double width;
    /** Where drops are, in the field. */
    double[] x;
    double[] y;

    StreakPainter(Family.Streaks family, Random random, Field field) {
        this.family = family;
        this.random = random;
        double whole = family.size().draw(random) * field.unit();
        double asLong = family.length().draw(random) * whole, asWide = family.width().draw(random) * whole;
        double small = Math.max(1, asWide / FINE);
        length = asLong / small;
        width = asWide / small;
        scale = whole / small;
        layer = new Layer(field, small);
        fieldWidth = field.fullWidth() / small;
        fieldHeight = field.fullHeight() / small;
        left = random.nextDouble() * (field.fullWidth() - field.width()) / small;
        top = random.nextDouble() * (field.fullHeight() - field.height()) / small;
        places(Math.min(length, MARGIN * field.unit()), MOST * field.share());
    }

    static Layer drawn(Family.Streaks family, Random random, Field field, double angle) {
        StreakPainter painter = new StreakPainter(family, random, field);
        painter.drops(angle);
        return painter.layer;
    }

    /** Where drops are, those that reach in from outside too: in gusts and groups, for rain is never even. */
    private void places(double reach, double most) {
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

    private void drops(double angle) {
        Drops drops = new Drops(family, length, width, random);
        Brush brush = new Brush(layer, drops.edge);
        double fan = family.fan().draw(random), jitter = family.jitter().draw(random);
        for (int i = 0; i < x.length; i++) {
            Drops.Drop drop = drops.next(random);
            double falls = angle + fan * (x[i] / fieldWidth - 0.5) + jitter * random.nextGaussian();
            brush.paint(x[i] - left + 1, y[i] - top + 1, falls, drop);
        }
    }
}
