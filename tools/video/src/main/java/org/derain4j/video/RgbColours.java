package org.derain4j.video;

/** R, G, B as they are. */
final class RgbColours implements FrameColours {

    private static final int CHANNELS = 3;

    private final int values;
    private final Samples samples;
    private final double half;

    RgbColours(FrameFormat format) {
        values = CHANNELS * format.width() * format.height();
        samples = new Samples(format.bits());
        half = samples.most() / 2.0;
    }

    @Override
    public float[] bgr(Frame frame) {
        float[] bgr = new float[values];
        for (int i = 0; i < values; i++) {
            bgr[reversed(i)] = (float) Math.min(samples.get(frame.samples(), i) / half - 1, 1);
        }
        return bgr;
    }

    @Override
    public Frame without(Rain rain, float strength) {
        byte[] result = new byte[rain.frame().samples().length];
        float scale = (float) (strength * half);
        for (int i = 0; i < values; i++) {
            samples.take(rain.frame().samples(), result, i, scale * rain.clipped(reversed(i)));
        }
        return new Frame(result, rain.frame().parameters());
    }

    /** A frame of other colours in these: here all of it is rounded, rain or not. */
    Frame converted(Rain rain, float strength) {
        byte[] result = new byte[values * (samples.bits() > Byte.SIZE ? Short.BYTES : Byte.BYTES)];
        for (int i = 0; i < values; i++) {
            int at = reversed(i);
            samples.set(result, i, (rain.bgr()[at] + 1.0 - strength * rain.clipped(at)) * half);
        }
        return new Frame(result, "");
    }

    /** Where R, G, B stand in B, G, R, and the other way round. */
    private static int reversed(int i) {
        return i + 2 - 2 * (i % CHANNELS);
    }
}
