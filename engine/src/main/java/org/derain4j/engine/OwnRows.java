package org.derain4j.engine;

/**
 * What the network's results become in the picture's own channels, and by the strength.
 *
 * <p>A picture without colour stays so: it is written from the mean of B, G and R before the one rounding, once for each pixel of
 * the grey kind, else three times. The network gives grey some colour, which no such picture has. The plain mean, since
 * the three are estimates of one value, none better than another, and the eye's weights belong to colours.
 */
final class OwnRows implements PixelSink {

    /** Where rows go, in the picture's own channels. */
    @FunctionalInterface
    interface Sink {

        /** Takes a row, whose values begin at that place; they come in order. */
        void write(int y, float[] own, int at);

        /** Takes rows of colours that are the network's own as bytes; null where bytes are not enough. */
        default LevelSink levelSink() {
            return null;
        }
    }

    /** Hears of a row of the picture, and what the network made of it. */
    @FunctionalInterface
    interface Layer {

        void write(int y, float[] before, float[] after, int at);
    }

    private final Samples picture;
    private final float strength;
    private final Sink to;
    private final Layer rain;

    /** Means of a row; null where the picture has colours. */
    private final float[] means;

    /** The picture's own row, and between it and the network's the result; null where it is the network's. */
    private final float[] before;

    /**
     * For a picture.
     *
     * @param strength how much of the rain is taken out
     * @param to       takes the result
     * @param rain     the same by itself; null where nobody asks for it
     */
    OwnRows(Samples picture, float strength, Sink to, Layer rain) {
        this.picture = picture;
        this.strength = strength;
        this.to = to;
        this.rain = rain;
        means = picture.isColourless() ? new float[picture.rowSamples()] : null;
        before = strength != 1 || rain != null ? new float[picture.rowSamples()] : null;
    }

    @Override
    public void write(int y, float[] bgr, int at) {
        if (means == null) {
            writeOwn(y, bgr, at);
        } else {
            average(bgr, at, means);
            writeOwn(y, means, 0);
        }
    }

    @Override
    public LevelSink levelSink() {
        return means == null && before == null ? to.levelSink() : null;
    }

    /** The picture without rain that was found in a reduced copy of it. */
    void writeWithout(float[] bgr, WorkSize size) {
        float[] own = bgr;
        if (means != null) {
            own = new float[bgr.length / Padding.CHANNELS * picture.channels()];
            average(bgr, 0, own);
        }
        RainLayer layer = new RainLayer(own, size, picture.height(), picture.width());
        float[] row = new float[picture.rowSamples()];
        for (int y = 0; y < picture.height(); y++) {
            Interrupts.check();
            picture.readOwn(y, row, 0);
            layer.subtractFrom(row, 0, y);
            writeOwn(y, row, 0);
        }
    }

    /** As many means as fit, each once for every channel. */
    private void average(float[] bgr, int at, float[] to) {
        int pixels = to.length / picture.channels();
        Pixels.means(bgr, at, to, pixels);
        if (!picture.isGrey()) {
            Pixels.thrice(to, 0, pixels);
        }
    }

    /** A row of the picture's own channels as the network would have it. */
    private void writeOwn(int y, float[] dry, int at) {
        if (before == null) {
            to.write(y, dry, at);
            return;
        }
        picture.readOwn(y, before, 0);
        if (rain != null) {
            rain.write(y, before, dry, at);
        }
        for (int i = 0; i < before.length; i++) {
            before[i] = dry[at + i] * strength + before[i] * (1 - strength);
        }
        to.write(y, before, 0);
    }
}
