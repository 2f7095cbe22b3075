package org.derain4j.video;

/** Luma alone: the network is given it three times, and what it finds becomes grey again by its mean. */
final class GreyColours implements FrameColours {

    private static final int CHANNELS = 3;

    private final int pixels;
    private final Samples samples;
    private final Luma luma;

    GreyColours(FrameFormat format) {
        pixels = format.width() * format.height();
        samples = new Samples(format.bits());
        luma = Luma.of(format);
    }

    @Override
    public float[] bgr(Frame frame) {
        float[] bgr = new float[CHANNELS * pixels];
        for (int i = 0; i < pixels; i++) {
            float value = (float) Math.clamp(2 * (samples.get(frame.samples(), i) - luma.black()) / luma.span() - 1, -1,
                    1);
            bgr[CHANNELS * i] = value;
            bgr[CHANNELS * i + 1] = value;
            bgr[CHANNELS * i + 2] = value;
        }
        return bgr;
    }

    @Override
    public Frame without(Rain rain, float strength) {
        byte[] result = new byte[rain.frame().samples().length];
        float scale = (float) (strength * luma.span() / 2 / CHANNELS);
        for (int i = 0; i < pixels; i++) {
            float sum = rain.clipped(CHANNELS * i) + rain.clipped(CHANNELS * i + 1)
                    + rain.clipped(CHANNELS * i + 2);
            samples.take(rain.frame().samples(), result, i, scale * sum);
        }
        return new Frame(result, rain.frame().parameters());
    }
}
