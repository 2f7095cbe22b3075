package org.derain4j.engine;

/**
 * A row of a pixel buffer at a time: its samples, and the network's values of them. Where the channels of a pixel fill the space
 * between it and the next, a row is copied at once; so is each channel whose samples lie side by side; others go sample by
 * sample, and what lies between them is not touched.
 */
final class PixelRow {

    private final PixelBuffer buffer;
    private final int width;
    private final int channels;
    private final boolean packed;

    /** Blue, green and red among the channels, or grey. */
    private final int[] colours;

    /** Pixel by pixel where the memory is packed, else channel by channel. */
    private final SampleArray samples;
    private final float[] values;

    PixelRow(PixelBuffer buffer) {
        this.buffer = buffer;
        width = buffer.width();
        channels = buffer.channels().count();
        packed = isPacked(buffer, channels);
        colours = buffer.channels().colours();
        int length = Math.multiplyExact(width, channels);
        samples = SampleArray.of(buffer.type(), length);
        values = new float[length];
    }

    private static boolean isPacked(PixelBuffer buffer, int channels) {
        Plane first = buffer.plane(0);
        for (int c = 0; c < channels; c++) {
            Plane plane = buffer.plane(c);
            if (!plane.memory().equals(first.memory()) || plane.order() != first.order()
                    || plane.rowStride() != first.rowStride() || plane.pixelStride() != channels
                    || plane.offset() != first.offset() + c) {
                return false;
            }
        }
        return true;
    }

    /** Reads the samples of a row. */
    void load(int y) {
        if (packed) {
            samples.load(buffer.plane(0), buffer.plane(0).row(y), 1, 0, width * channels);
            return;
        }
        for (int c = 0; c < channels; c++) {
            Plane plane = buffer.plane(c);
            samples.load(plane, plane.row(y), plane.pixelStride(), c * width, width);
        }
    }

    /** Writes them. */
    void store(int y) {
        if (packed) {
            samples.store(buffer.plane(0), buffer.plane(0).row(y), 1, 0, width * channels);
            return;
        }
        for (int c = 0; c < channels; c++) {
            Plane plane = buffer.plane(c);
            samples.store(plane, plane.row(y), plane.pixelStride(), c * width, width);
        }
    }

    /** Gives the values of the colours, interleaved: B, G, R, or grey alone. */
    void values(float[] own, int at) {
        if (isOwn()) {
            samples.values(0, width * channels, own, at);
            return;
        }
        samples.values(0, width * channels, values, 0);
        for (int c = 0; c < colours.length; c++) {
            for (int x = 0; x < width; x++) {
                own[at + x * colours.length + c] = values[place(colours[c], x)];
            }
        }
    }

    /** Takes the colours' values; those of grey for each of its own. */
    void levels(float[] own, int at, int ownChannels, Rounding rounding) {
        if (isOwn() && ownChannels == channels) {
            samples.levels(own, at, 0, width * channels, rounding);
            return;
        }
        for (int c = 0; c < colours.length; c++) {
            int from = at + (ownChannels == 1 ? 0 : c);
            for (int x = 0; x < width; x++) {
                values[place(colours[c], x)] = own[from + x * ownChannels];
            }
        }
        samples.levels(values, 0, 0, width * channels, rounding);
    }

    boolean isOfBytes() {
        return samples instanceof SampleArray.Bytes;
    }

    /** Gives the colours of a buffer of bytes as they are, interleaved: B, G, R. */
    void bytes(byte[] bgr) {
        byte[] own = ((SampleArray.Bytes) samples).samples();
        if (isOwn()) {
            System.arraycopy(own, 0, bgr, 0, own.length);
            return;
        }
        SampleArray to = new SampleArray.Bytes(bgr);
        for (int c = 0; c < colours.length; c++) {
            to.copy(samples, place(colours[c], 0), step(), c, colours.length, width);
        }
    }

    /** Takes them. */
    void takeBytes(byte[] bgr) {
        byte[] own = ((SampleArray.Bytes) samples).samples();
        if (isOwn()) {
            System.arraycopy(bgr, 0, own, 0, own.length);
            return;
        }
        SampleArray from = new SampleArray.Bytes(bgr);
        for (int c = 0; c < colours.length; c++) {
            samples.copy(from, c, colours.length, place(colours[c], 0), step(), width);
        }
    }

    /** Takes the colours of another as they are. */
    void copyColours(PixelRow other) {
        for (int c = 0; c < colours.length; c++) {
            copy(other, other.colours[other.colours.length == 1 ? 0 : c], colours[c]);
        }
    }

    /** The same of alpha; without one there, all is opaque. */
    void copyAlpha(PixelRow other) {
        int alpha = buffer.channels().alpha();
        int from = other.buffer.channels().alpha();
        if (alpha >= 0 && from >= 0) {
            copy(other, from, alpha);
        } else if (alpha >= 0) {
            float[] opaque = {1};
            for (int x = 0; x < width; x++) {
                samples.levels(opaque, 0, place(alpha, x), 1, Rounding.NEAREST);
            }
        }
    }

    /** Samples of the same type bit by bit; to another type they are rounded to nearest. */
    private void copy(PixelRow other, int from, int to) {
        if (buffer.type() == other.buffer.type()) {
            samples.copy(other.samples, other.place(from, 0), other.step(), place(to, 0), step(), width);
            return;
        }
        float[] value = new float[1];
        for (int x = 0; x < width; x++) {
            other.samples.values(other.place(from, x), 1, value, 0);
            samples.levels(value, 0, place(to, x), 1, Rounding.NEAREST);
        }
    }

    /** Whether the samples lie as the network has them. */
    private boolean isOwn() {
        return packed && (channels == 1 || buffer.channels() == ChannelOrder.BGR);
    }

    private int place(int channel, int x) {
        return (packed ? channel : channel * width) + x * step();
    }

    private int step() {
        return packed ? channels : 1;
    }
}
