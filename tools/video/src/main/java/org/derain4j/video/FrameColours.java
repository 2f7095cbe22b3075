package org.derain4j.video;

/**
 * Between a frame's own colours and the network's. What the network finds is taken out of the frame's own samples: a layer of rain is
 * carried over to them, which for any of these colours is a linear map, and each sample is rounded once. So no sample changes where there
 * is no rain, whatever the way to the network's colours rounds, clips or smooths.
 */
public sealed interface FrameColours permits RgbColours, GreyColours, YuvColours, ConvertedColours {

    /**
     * The colours of a format.
     *
     * @param format of all frames
     * @return for as many threads as you like
     */
    static FrameColours of(FrameFormat format) {
        return switch (format.layout()) {
            case RGB -> new RgbColours(format);
            case MONO -> new GreyColours(format);
            case YUV420, YUV422, YUV444 -> new YuvColours(format);
        };
    }

    /**
     * The colours of a format, for frames that are written in another one: then each sample is rounded, rain or not.
     *
     * @param read    of the frames that come
     * @param written the same, or R, G, B of the same size
     * @return for as many threads as you like
     * @throws IllegalArgumentException for others
     */
    static FrameColours of(FrameFormat read, FrameFormat written) {
        return read.equals(written) ? of(read) : new ConvertedColours(read, written);
    }

    /**
     * What the network is given.
     *
     * @param frame of the format
     * @return interleaved B, G, R, not rounded, in [-1, 1]; what is beyond it is clipped
     */
    float[] bgr(Frame frame);

    /**
     * The frame without its rain. What the network made of the frame is clipped to [-1, 1] first, as for a picture.
     *
     * @param rain     of a frame of the format
     * @param strength 1 for what the network finds, 0 for the frame as it came
     * @return a new frame with the same parameters
     */
    Frame without(Rain rain, float strength);
}
