package org.derain4j.rain;

/** Samples and light, by the curve of sRGB, exact: a sample's light becomes the same sample again. */
final class Tones {

    static final Tones BYTES = new Tones(255);
    static final Tones WORDS = new Tones(65535);

    final int top;
    private final double[] light;
    /** The light from which on a sample is nearer than the one before it. */
    private final double[] from;
    /** The first sample that light of a bucket can be. */
    private final int[] first;

    private Tones(int top) {
        this.top = top;
        light = new double[top + 1];
        from = new double[top + 1];
        for (int i = 0; i <= top; i++) {
            light[i] = linear((double) i / top);
            from[i] = linear((i - 0.5) / top);
        }
        first = new int[4 * (top + 1)];
        for (int i = 0, sample = 0; i < first.length; i++) {
            while (sample < top && from[sample + 1] <= (double) i / first.length) {
                sample++;
            }
            first[i] = sample;
        }
    }

    static Tones of(int bits) {
        return bits == Byte.SIZE ? BYTES : WORDS;
    }

    double light(int sample) {
        return light[sample];
    }

    /** The sample nearest to light; what is darker than black or brighter than white is black or white. */
    int sample(double amount) {
        if (amount >= 1) {
            return top;
        }
        int sample = first[(int) (Math.max(0, amount) * first.length)];
        while (sample < top && amount >= from[sample + 1]) {
            sample++;
        }
        return sample;
    }

    static double linear(double a) {
        return a <= 0.04045 ? a / 12.92 : StrictMath.pow((a + 0.055) / 1.055, 2.4);
    }

    /** Light to sRGB, unrounded. */
    static double pixel(double light) {
        return light <= 0.0031308 ? light * 12.92 : 1.055 * StrictMath.pow(light, 1 / 2.4) - 0.055;
    }
}
