package org.derain4j.video.temporal;

import java.util.Random;

/**
 * Rain that falls past a camera: streaks in layers, the near ones longer, brighter and faster. A drop that has left the frame comes in
 * again above it, elsewhere and of another brightness.
 */
final class FallingRain {

    /** A layer of drops as far away as each other; a streak is what a drop passes while the shutter is open, a third of the time. */
    private record Layer(double density, double length, double width, double strength) {}

    private static final Layer[] LAYERS = {new Layer(0.006, 12, 0.5, 0.4), new Layer(0.0012, 26, 0.8, 0.5),
        new Layer(0.0003, 44, 1.3, 0.45)};
    private static final double OPEN = 1 / 3.0;

    private final int width;
    private final int height;
    private final double slant;
    private final Random random;
    private final double[][] drops = new double[LAYERS.length][];

    /** {@code amount} times the usual number of drops. */
    FallingRain(int width, int height, double slantDegrees, double amount, long seed) {
        this.width = width;
        this.height = height;
        this.slant = Math.toRadians(slantDegrees);
        this.random = new Random(seed);
        for (int layer = 0; layer < LAYERS.length; layer++) {
            drops[layer] = new double[4
                    * (int) Math.round(amount * LAYERS[layer].density * width * (height + 2 * margin(layer)))];
            for (int d = 0; d < drops[layer].length; d += 4) {
                enter(layer, d, random.nextDouble() * (height + 2 * margin(layer)) - margin(layer));
            }
        }
    }

    private double margin(int layer) {
        return LAYERS[layer].length / OPEN / 2;
    }

    private void enter(int layer, int d, double y) {
        double[] of = drops[layer];
        of[d] = random.nextDouble() * width;
        of[d + 1] = y;
        of[d + 2] = 0.3 + 0.7 * random.nextDouble();
        of[d + 3] = 0.8 + 0.4 * random.nextDouble();
    }

    /** How much of the way to white each pixel goes in the next frame, {@code [height * width]}. */
    float[] next() {
        float[] veil = new float[height * width];
        for (int layer = 0; layer < LAYERS.length; layer++) {
            double[] of = drops[layer];
            for (int d = 0; d < of.length; d += 4) {
                streak(veil, LAYERS[layer], of[d], of[d + 1], of[d + 2] * LAYERS[layer].strength,
                        of[d + 3] * LAYERS[layer].length);
                double fall = of[d + 3] * LAYERS[layer].length / OPEN;
                double past = of[d + 1] + fall - height - margin(layer);
                if (past < 0) {
                    of[d] = Math.floorMod((long) Math.floor((of[d] - fall * Math.tan(slant)) * 1024), width * 1024L)
                            / 1024.0;
                    of[d + 1] += fall;
                } else {
                    enter(layer, d, -margin(layer) + past);
                }
            }
        }
        return veil;
    }

    /** Gaussian across, fading to its ends; x goes round, so that slanted rain is as dense everywhere. */
    private void streak(float[] veil, Layer layer, double x, double y, double strength, double length) {
        double cos = Math.cos(slant);
        double sin = Math.sin(slant);
        int reach = (int) Math.ceil(3 * layer.width / cos);
        for (int row = Math.max(0, (int) (y - length / 2)); row < Math.min(height, y + length / 2); row++) {
            int middle = (int) Math.round(x - (row - y) * Math.tan(slant));
            for (int column = middle - reach; column <= middle + reach; column++) {
                double along = (row - y) * cos - (column - x) * sin;
                double across = (column - x) * cos + (row - y) * sin;
                double fade = 1 - Math.pow(Math.min(1, 2 * Math.abs(along) / length), 3);
                veil[row * width + Math.floorMod(column, width)] += (float) (strength * fade
                        * Math.exp(-0.5 * across * across / layer.width / layer.width));
            }
        }
    }
}
