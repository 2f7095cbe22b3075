package org.derain4j.cli.eval;

import java.util.Random;

/** Seeded scenes of soft patches and edges, and rain upon them, as grey pictures. */
public final class RainScenes {

    public static final int WIDTH = 200;
    public static final int HEIGHT = 140;

    private RainScenes() {}

    /** A scene without rain: boxes of all sizes on a gradient, and grain. */
    public static RgbPicture clean(int seed) {
        Random random = new Random(seed);
        double[] levels = new double[WIDTH * HEIGHT];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = 60 + 60.0 * (i % WIDTH) / WIDTH + 4 * random.nextGaussian();
        }
        for (int box = 0; box < 60; box++) {
            int left = random.nextInt(WIDTH);
            int top = random.nextInt(HEIGHT);
            int right = Math.min(WIDTH, left + 2 + random.nextInt(40));
            int bottom = Math.min(HEIGHT, top + 2 + random.nextInt(40));
            double change = 60 * random.nextDouble() - 30;
            for (int y = top; y < bottom; y++) {
                for (int x = left; x < right; x++) {
                    levels[y * WIDTH + x] += change;
                }
            }
        }
        return grey(levels);
    }

    /** The same scene with bright streaks, 10 to 40 pixels long and 15 degrees from the vertical. */
    public static RgbPicture rainy(int seed) {
        Random random = new Random(1000 + seed);
        double[] levels = levels(clean(seed));
        for (int streak = 0; streak < 150; streak++) {
            int length = 10 + random.nextInt(30);
            double x = random.nextDouble() * WIDTH;
            int y = random.nextInt(HEIGHT) - length / 2;
            double strength = 30 + 50 * random.nextDouble();
            for (int step = 0; step < length; step++, y++, x += Math.tan(Math.toRadians(15))) {
                if (y >= 0 && y < HEIGHT && x >= 0 && x < WIDTH) {
                    levels[y * WIDTH + (int) x] += strength;
                }
            }
        }
        return grey(levels);
    }

    /** So much of one and the rest of the other. */
    static RgbPicture mix(RgbPicture one, double share, RgbPicture other) {
        double[] a = levels(one);
        double[] b = levels(other);
        for (int i = 0; i < a.length; i++) {
            a[i] = share * a[i] + (1 - share) * b[i];
        }
        return grey(a);
    }

    /** The mean over 5x5 pixels, fewer at the borders. */
    public static RgbPicture blurred(RgbPicture picture) {
        double[] levels = levels(picture);
        double[] blurred = new double[levels.length];
        for (int i = 0; i < levels.length; i++) {
            double sum = 0;
            int count = 0;
            for (int y = Math.max(0, i / WIDTH - 2); y <= Math.min(HEIGHT - 1, i / WIDTH + 2); y++) {
                for (int x = Math.max(0, i % WIDTH - 2); x <= Math.min(WIDTH - 1, i % WIDTH + 2); x++) {
                    sum += levels[y * WIDTH + x];
                    count++;
                }
            }
            blurred[i] = sum / count;
        }
        return grey(blurred);
    }

    static double[] levels(RgbPicture picture) {
        double[] levels = new double[picture.height() * picture.width()];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = picture.rgb()[3 * i];
        }
        return levels;
    }

    private static RgbPicture grey(double[] levels) {
        int[] rgb = new int[3 * levels.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (int) Math.round(Math.clamp(levels[i / 3], 0, 255));
        }
        return new RgbPicture(HEIGHT, WIDTH, rgb);
    }
}
