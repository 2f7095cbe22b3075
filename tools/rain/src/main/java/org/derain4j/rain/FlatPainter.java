package org.derain4j.rain;

import java.util.Random;

/** Draws columns of one length's width, sheared: each row is moved by whole lengths, so the lines have steps. Enlarged for large pictures. */
final class FlatPainter {

    private static final int MARGIN = 96;
    /** Corners of the field of what is dense and what is not, along each side. */
    private static final int CORNERS = 7;

    private FlatPainter() {}

    static Layer drawn(Family.Flat family, Random random, Field field, double angle) {
        Layer layer = new Layer(field, field.unit());
        int w = Math.max(layer.width, (int) Math.ceil(field.fullWidth() / field.unit())) + 2 * MARGIN;
        int h = Math.max(layer.height, (int) Math.ceil(field.fullHeight() / field.unit())) + 2 * MARGIN;
        int left = MARGIN + random.nextInt(w - 2 * MARGIN - layer.width + 1);
        int top = MARGIN + random.nextInt(h - 2 * MARGIN - layer.height + 1);
        float[] columns = columns(family, random, w, h);
        if (random.nextDouble() < family.doubled()) {
            columns = doubled(columns, w, h);
        }
        double slope = StrictMath.tan(StrictMath.toRadians(angle));
        float[] sheared = new float[w * h];
        for (int y = 0; y < h; y++) {
            int move = Math.floorMod((int) Math.rint((y - h / 2) * slope), w);
            for (int x = 0; x < w; x++) {
                sheared[y * w + x] = columns[y * w + (x + move) % w];
            }
        }
        double[] kernel = random.nextDouble() < family.blurChance()
                ? gaussian(family.blur().draw(random))
                : new double[]{1};
        cut(sheared, w, left, top, kernel, layer);
        return layer;
    }

    private static float[] columns(Family.Flat family, Random random, int w, int h) {
        double covered = family.covered().draw(random);
        double[] dense = new double[CORNERS * CORNERS];
        boolean even = random.nextDouble() < family.even();
        for (int i = 0; i < dense.length; i++) {
            dense[i] = even ? 1 : random.nextDouble();
        }
        float[] out = new float[w * h];
        int parts = (int) family.parts().draw(random);
        int[] falling = new int[w];
        for (int part = 0; part < parts; part++) {
            double length = family.length().draw(random), chance = -StrictMath.log1p(-covered) / (length * parts);
            float brightness = (float) family.brightness().draw(random);
            java.util.Arrays.fill(falling, 0);
            for (int y = 0, at = 0; y < h; y++) {
                for (int x = 0; x < w; x++, at++) {
                    double there = mixed(dense, (double) x * (CORNERS - 1) / (w - 1),
                            (double) y * (CORNERS - 1) / (h - 1));
                    if (random.nextDouble() < chance * there * Math.sqrt(there)) {
                        falling[x] = (int) length;
                    }
                    if (falling[x] > 0) {
                        falling[x]--;
                        out[at] = Math.max(out[at], brightness);
                    }
                }
            }
        }
        return out;
    }

    private static double mixed(double[] corners, double x, double y) {
        int left = Math.min((int) x, CORNERS - 2), top = Math.min((int) y, CORNERS - 2), at = top * CORNERS + left;
        double right = x - left, low = y - top;
        double above = corners[at] + right * (corners[at + 1] - corners[at]);
        double below = corners[at + CORNERS] + right * (corners[at + CORNERS + 1] - corners[at + CORNERS]);
        return above + low * (below - above);
    }

    private static float[] doubled(float[] a, int w, int h) {
        float[] out = new float[a.length];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                out[y * w + x] = Math.max(a[y * w + x], a[y * w + (x + w - 1) % w]);
            }
        }
        return out;
    }

    private static double[] gaussian(double deviation) {
        int reach = (int) (4 * deviation + 0.5);
        double[] kernel = new double[2 * reach + 1];
        double sum = 0;
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = StrictMath.exp(-0.5 * (i - reach) * (i - reach) / (deviation * deviation));
            sum += kernel[i];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= sum;
        }
        return kernel;
    }

    /** The picture's part, blurred. */
    private static void cut(float[] from, int w, int left, int top, double[] kernel, Layer to) {
        int reach = kernel.length / 2;
        double[] down = new double[to.width + 2 * reach];
        for (int y = 0; y < to.height; y++) {
            for (int x = 0; x < down.length; x++) {
                double sum = 0;
                for (int k = 0; k < kernel.length; k++) {
                    sum += kernel[k] * from[(top + y + k - reach) * w + left + x - reach];
                }
                down[x] = sum;
            }
            for (int x = 0; x < to.width; x++) {
                double sum = 0;
                for (int k = 0; k < kernel.length; k++) {
                    sum += kernel[k] * down[x + k];
                }
                to.values[y * to.width + x] = (float) sum;
            }
        }
    }
}
