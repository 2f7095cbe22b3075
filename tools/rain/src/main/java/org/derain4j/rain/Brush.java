package org.derain4j.rain;

/** Paints streaks on a layer: each sampled along and across, every sample shared among its four pixels. */
final class Brush {

    /** Pixels between the samples of which a streak is made. */
    private static final double ALONG = 0.8;
    private static final double ACROSS = 0.5;

    private final Layer layer;
    private final double edge;
    private double[] along = new double[64];
    private double[] across = new double[64];

    /** @param edge of a streak: 2 is soft, more is flatter */
    Brush(Layer layer, double edge) {
        this.layer = layer;
        this.edge = edge;
    }

    /** A streak about a real place, leaning by an angle. */
    void paint(double x, double y, double degrees, Drops.Drop drop) {
        double reach = drop.length() + 3 * drop.width() + 2;
        if (x < -reach || y < -reach || x > layer.width + reach || y > layer.height + reach) {
            return;
        }
        int down = (int) Math.ceil(drop.length() / ALONG) + 2, half = (int) Math.ceil(2.5 * drop.width() / ACROSS);
        shape(drop, down, half);
        double angle = StrictMath.toRadians(degrees), cos = StrictMath.cos(angle), sin = StrictMath.sin(angle);
        for (int k = 0; k < down; k++) {
            double fallen = place(k, down) * drop.length() / 2;
            for (int c = -half; c <= half && along[k] != 0; c++) {
                double aside = c * ACROSS;
                layer.splat(x + fallen * sin + aside * cos, y + fallen * cos - aside * sin,
                        along[k] * across[c + half]);
            }
        }
    }

    /** Brightness along and across: a sample's is their product. */
    private void shape(Drops.Drop drop, int down, int half) {
        along = down > along.length ? new double[2 * down] : along;
        across = 2 * half + 1 > across.length ? new double[4 * half] : across;
        for (int k = 0; k < down; k++) {
            double t = place(k, down);
            double shape = Math.clamp((1 - Math.abs(t)) / drop.taper(), 0, 1) * (1 + drop.tilt() * t)
                    * (1 - drop.beads() * (0.5 + 0.5 * StrictMath.cos(drop.wave() * t + drop.phase())));
            along[k] = Math.abs(t - drop.gapAt()) < drop.gap()
                    ? 0
                    : shape * drop.level() * drop.length() / down * ACROSS;
        }
        for (int k = 0; k <= 2 * half; k++) {
            across[k] = StrictMath.exp(-0.5 * StrictMath.pow(Math.abs(k - half) * ACROSS / drop.width(), edge));
        }
    }

    /** From -1 to 1 along a streak. */
    private static double place(int sample, int samples) {
        return (sample + 0.5) / samples * 2 - 1;
    }
}
