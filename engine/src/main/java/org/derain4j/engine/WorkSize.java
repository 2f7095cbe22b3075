package org.derain4j.engine;

/**
 * The size at which the network sees a picture.
 *
 * @param height rows, at least 1
 * @param width  columns, at least 1
 */
record WorkSize(int height, int width) {

    /** Of the longer side: below it too little is left of a streak to be told from a scene. */
    static final int LEAST = 64;

    /** Every picture is seen as it is. */
    static final int ANY = Integer.MAX_VALUE;

    /**
     * Refuses what is too small for a longer side.
     *
     * @return the longer side
     * @throws IllegalArgumentException naming it and the least
     */
    static int requireLonger(int side) {
        if (side < LEAST) {
            throw new IllegalArgumentException(
                    "a work size of " + side + "; give the longer side at least " + LEAST + " pixels");
        }
        return side;
    }

    /**
     * The picture's own size or, where a side is longer than that, the one of the same shape whose longer side is as long.
     *
     * @throws IllegalArgumentException if a side is below 1
     */
    static WorkSize of(int height, int width, int longest) {
        Padding.requirePicture(height, width);
        int longer = Math.max(height, width);
        return longer <= longest
                ? new WorkSize(height, width)
                : new WorkSize(scaled(height, longest, longer), scaled(width, longest, longer));
    }

    private static int scaled(int side, int longest, int longer) {
        return Math.max(1, (int) Math.round((double) side * longest / longer));
    }

    /** For a picture of another size: of the reduced copy and of what comes of it, as floats. */
    long copyBytes(int rows, int columns) {
        return isOf(rows, columns) ? 0 : 2 * PixelArray.floats(height, width) * Float.BYTES;
    }

    boolean isOf(int rows, int columns) {
        return height == rows && width == columns;
    }
}
