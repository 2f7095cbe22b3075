package org.derain4j.rain;

/**
 * Where a picture's rain falls, and how large it is there. Lengths of the ranges are pixels of a picture 500 pixels wide: they
 * grow with a picture's longer side. They do not shrink with it: a picture of less than 500 pixels is taken for a part of a
 * larger one, as the trainer's patches are, for streaks thinner than pixels would be a veil and no rain. For the same reason
 * gusts, groups and flat patches spread over no less than 400 by 400 lengths, of which a small picture sees a part.
 *
 * @param width  pixels of the picture across
 * @param height pixels of the picture down
 * @param unit   pixels of one length
 */
record Field(int width, int height, double unit) {

    private static final double WHOLE = 500;
    private static final double LEAST = 400;

    static Field of(int width, int height) {
        return new Field(width, height, Math.max(1, Math.max(width, height) / WHOLE));
    }

    /** Pixels across, no fewer than the picture's. */
    double fullWidth() {
        return Math.max(width, LEAST * unit);
    }

    /** Pixels down, no fewer than the picture's. */
    double fullHeight() {
        return Math.max(height, LEAST * unit);
    }

    /** The field's area, of that which the trainer draws layers for. */
    double share() {
        return fullWidth() * fullHeight() / (LEAST * unit * LEAST * unit);
    }
}
