package org.derain4j.engine;

/** Where the network's results go, row by row: a picture, or an array. */
interface PixelSink {

    /**
     * Takes a row. They come in order, and again from the first on where a device has failed.
     *
     * @param y   which
     * @param bgr has its interleaved B, G, R; not kept, not changed
     * @param at  where the row begins there
     */
    void write(int y, float[] bgr, int at);

    /**
     * The same rows as bytes, finite all of them. What came so may come again as floats, from the first row on.
     *
     * @return null where bytes are not enough
     */
    default LevelSink levelSink() {
        return null;
    }

    /** The same for results of a model, of which none may be no number: a picture is never made of that. */
    default PixelSink finite(int width, Model model) {
        PixelSink any = this;
        return new PixelSink() {

            @Override
            public void write(int y, float[] bgr, int at) {
                for (int i = at; i < at + width * Padding.CHANNELS; i++) {
                    if (!Float.isFinite(bgr[i])) {
                        throw new PictureException("the network's result is not finite; the weights of " + model.name()
                                + " or the input values are not usable");
                    }
                }
                any.write(y, bgr, at);
            }

            @Override
            public LevelSink levelSink() {
                return any.levelSink();
            }
        };
    }
}
