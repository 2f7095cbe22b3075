package org.derain4j.rain;

import java.util.Random;

/**
 * What one camera makes of light: exposure, clipping, tone curve, sharpening, noise, JPEG.
 *
 * @param exposure   stops
 * @param contrast   share of an S-curve
 * @param sharpening how much of what a pixel differs by from those about it is added
 * @param noise      levels of 255
 * @param colour     of the noise: 0 is grey
 * @param quality    JPEG's; 0: no JPEG
 * @param halved     whether JPEG has colours at half the size
 */
record Camera(double exposure, double contrast, double sharpening, double noise, double colour, double quality,
        boolean halved) {

    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final double BYTES_MEAN = 8 * 127.5;
    private static final double BYTES_DEVIATION = Math.sqrt(8 * (256 * 256 - 1) / 12.0);

    static Camera of(CameraRanges ranges, Random random) {
        return new Camera(drawn(ranges.exposure(), random), drawn(ranges.contrast(), random),
                drawn(ranges.sharpening(), random), drawn(ranges.noise(), random), ranges.colour().draw(random),
                drawn(ranges.jpeg(), random), random.nextDouble() < ranges.halved());
    }

    private static double drawn(CameraRanges.Part part, Random random) {
        return random.nextDouble() < part.chance() ? part.amount().draw(random) : 0;
    }

    /**
     * Turns light, a plane a colour, into pixels from 0 to 1.
     *
     * @param seed of the noise: the same for the rainy and for the dry picture
     */
    void take(float[][] planes, int width, int height, long seed) {
        double gain = StrictMath.pow(2, exposure);
        for (float[] plane : planes) {
            for (int i = 0; i < plane.length; i++) {
                float a = Curve.pixel(Math.clamp(plane[i] * gain, 0, 1));
                plane[i] = a + (float) contrast * (a * a * (3 - 2 * a) - a);
            }
            if (sharpening > 0) {
                sharpen(plane, width, height);
            }
        }
        if (noise > 0) {
            grain(planes, seed);
        }
        for (float[] plane : planes) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = Math.clamp(plane[i], 0f, 1f);
            }
        }
        if (quality > 0) {
            new Jpeg(quality, halved).squeeze(planes, width, height);
        }
    }

    /** Away from the mean of 3x3, beyond the borders what lies at them. */
    private void sharpen(float[] plane, int width, int height) {
        float[] above = new float[width], here = new float[width], below = new float[width];
        System.arraycopy(plane, 0, above, 0, width);
        System.arraycopy(plane, 0, here, 0, width);
        for (int y = 0; y < height; y++) {
            System.arraycopy(plane, Math.min(y + 1, height - 1) * width, below, 0, width);
            for (int x = 0; x < width; x++) {
                int left = Math.max(0, x - 1), right = Math.min(x + 1, width - 1);
                float sum = above[left] + above[x] + above[right] + here[left] + here[x] + here[right] + below[left]
                        + below[x]
                        + below[right];
                plane[y * width + x] = here[x] + (float) sharpening * (here[x] - sum / 9);
            }
            float[] free = above;
            above = here;
            here = below;
            below = free;
        }
    }

    /** Grey grain and, fainter, coloured; a grey picture has the mean of three colours' grains. */
    private void grain(float[][] planes, long seed) {
        double level = noise / 255, coloured = planes.length == 1 ? colour / Math.sqrt(3) : colour;
        long at = seed;
        for (int i = 0; i < planes[0].length; i++) {
            double grey = normal(at += STEP);
            for (float[] plane : planes) {
                plane[i] += (float) (level * (grey + coloured * normal(at += STEP)));
            }
        }
    }

    /**
     * Nearly normal, and as fast as millions of grains want: the sum of the eight bytes of a number mixed as SplitMix64 mixes
     * (Steele, Lea and Flood 2014), less its mean, of its deviation.
     */
    static double normal(long at) {
        long z = (at ^ at >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        long pairs = (z & 0x00FF00FF00FF00FFL) + (z >>> 8 & 0x00FF00FF00FF00FFL);
        long sum = pairs * 0x0001000100010001L >>> 48;
        return (sum - BYTES_MEAN) / BYTES_DEVIATION;
    }
}
