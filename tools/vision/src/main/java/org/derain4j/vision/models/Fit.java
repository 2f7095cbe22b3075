package org.derain4j.vision.models;

import java.util.Map;

/** How a picture is brought to the size of a network's input. */
enum Fit {

    /** In its proportions, in the middle, as Ultralytics does it. */
    LETTERBOX("letterboxed in the middle") {

        @Override
        Placing place(int width, int height, int canvasWidth, int canvasHeight) {
            double ratio = ratio(width, height, canvasWidth, canvasHeight);
            int scaledWidth = within((int) Math.rint(width * ratio), canvasWidth);
            int scaledHeight = within((int) Math.rint(height * ratio), canvasHeight);
            int left = (int) Math.rint((canvasWidth - scaledWidth) / 2.0 - 0.1);
            int top = (int) Math.rint((canvasHeight - scaledHeight) / 2.0 - 0.1);
            return new Placing(width, height, left, top, scaledWidth, scaledHeight, canvasWidth, canvasHeight);
        }
    },

    /** In its proportions, in the corner, its size rounded down, as YOLOX does it. */
    TOP_LEFT("letterboxed at the top left") {

        @Override
        Placing place(int width, int height, int canvasWidth, int canvasHeight) {
            double ratio = ratio(width, height, canvasWidth, canvasHeight);
            return new Placing(width, height, 0, 0, within((int) (width * ratio), canvasWidth),
                    within((int) (height * ratio), canvasHeight), canvasWidth, canvasHeight);
        }
    },

    /** Whatever its proportions. */
    STRETCH("stretched") {

        @Override
        Placing place(int width, int height, int canvasWidth, int canvasHeight) {
            return new Placing(width, height, 0, 0, canvasWidth, canvasHeight, canvasWidth, canvasHeight);
        }
    },

    /** As it is; the canvas must be as large or larger. */
    OWN("in its own size") {

        @Override
        Placing place(int width, int height, int canvasWidth, int canvasHeight) {
            return new Placing(width, height, 0, 0, width, height, canvasWidth, canvasHeight);
        }
    };

    /** By their words in properties. */
    static final Map<String, Fit> WORDS = Map.of("letterbox", LETTERBOX, "topleft", TOP_LEFT, "stretch", STRETCH, "own",
            OWN);

    private final String words;

    Fit(String words) {
        this.words = words;
    }

    abstract Placing place(int width, int height, int canvasWidth, int canvasHeight);

    private static double ratio(int width, int height, int canvasWidth, int canvasHeight) {
        return Math.min((double) canvasHeight / height, (double) canvasWidth / width);
    }

    /** At least a pixel, also of the longest of lines. */
    private static int within(int length, int canvas) {
        return Math.clamp(length, 1, canvas);
    }

    @Override
    public String toString() {
        return words;
    }
}
