package org.derain4j.video;

/** Frames of any colours, written as R, G, B. */
final class ConvertedColours implements FrameColours {

    private final FrameColours read;
    private final RgbColours written;

    ConvertedColours(FrameFormat read, FrameFormat written) {
        if (written.layout() != FrameFormat.Layout.RGB || read.width() != written.width()
                || read.height() != written.height()) {
            throw new IllegalArgumentException(read + " cannot become " + written);
        }
        this.read = FrameColours.of(read);
        this.written = new RgbColours(written);
    }

    @Override
    public float[] bgr(Frame frame) {
        return read.bgr(frame);
    }

    @Override
    public Frame without(Rain rain, float strength) {
        return written.converted(rain, strength);
    }
}
