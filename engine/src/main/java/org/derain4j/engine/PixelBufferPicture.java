package org.derain4j.engine;

import org.derain4j.kernels.backend.LevelTransfer;

/** A pixel buffer to read, and one that takes the result, which may have the same memory. */
final class PixelBufferPicture implements Samples {

    private final PixelBuffer from;
    private final boolean inPlace;
    private final Rounding rounding;
    private final float strength;
    private final boolean alpha;
    private final PixelRow read;
    private final PixelRow written;

    /** Rows whose place has the result already. */
    private int gone;

    /** For two buffers of which the one can take what the other becomes. */
    PixelBufferPicture(PixelBuffer from, PixelBuffer to, Rounding rounding, float strength) {
        this.from = from;
        this.rounding = rounding;
        this.strength = strength;
        alpha = from.channels().hasAlpha() && to.channels().hasAlpha();
        inPlace = to.sharesWith(from);
        read = new PixelRow(from);
        written = new PixelRow(to);
    }

    /** Takes the network's results. */
    OwnRows rows() {
        return new OwnRows(this, strength, new Result(), null);
    }

    @Override
    public int height() {
        return from.height();
    }

    @Override
    public int width() {
        return from.width();
    }

    @Override
    public int channels() {
        return from.channels().isGrey() ? 1 : Padding.CHANNELS;
    }

    @Override
    public boolean isColourless() {
        SampleArray.Floats row = new SampleArray.Floats(new float[rowSamples()]);
        for (int y = 0; y < height() && !isGrey(); y++) {
            Interrupts.check();
            readOwn(y, row.samples(), 0);
            if (!row.isColourless()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Gives a row as long as it is there.
     *
     * @throws PictureException where a device failed after results came, and another is to begin anew
     */
    @Override
    public void readOwn(int y, float[] values, int at) {
        load(y);
        read.values(values, at);
    }

    /** As long as they are there, too. */
    @Override
    public LevelTransfer.Source levelSource() {
        return isGrey() || !read.isOfBytes() ? null : (y, bgr) -> {
            load(y);
            read.bytes(bgr);
        };
    }

    private void load(int y) {
        if (y < gone) {
            throw new PictureException("the device failed while the result took the picture's place, of which the"
                    + " upper part is lost; give the result memory of its own");
        }
        read.load(y);
    }

    /** What the colours go to. */
    private final class Result implements OwnRows.Sink {

        @Override
        public void write(int y, float[] own, int at) {
            PixelBufferPicture.this.write(y, own, at);
        }

        @Override
        public LevelSink levelSink() {
            return written.isOfBytes() ? new LevelSink(rounding, PixelBufferPicture.this::writeLevels) : null;
        }
    }

    /** Colours as they come, or where none of the rain is taken out, as they were; alpha as it was. */
    private void write(int y, float[] own, int at) {
        if (strength == 0 || alpha) {
            read.load(y);
        }
        if (strength == 0) {
            written.copyColours(read);
        } else {
            written.levels(own, at, channels(), rounding);
        }
        store(y);
    }

    /** The same of colours that are bytes already. */
    private void writeLevels(int y, byte[] bgr) {
        if (alpha) {
            read.load(y);
        }
        written.takeBytes(bgr);
        store(y);
    }

    private void store(int y) {
        written.copyAlpha(read);
        gone = inPlace ? y + 1 : 0;
        written.store(y);
    }
}
