package org.derain4j.web.page;

import java.util.List;
import java.util.Optional;

/**
 * What somebody has found in a picture, to be drawn over it by the browser: not into its pixels, so that it can be taken away.
 *
 * @param boxes around things
 * @param mask  what each pixel belongs to
 */
public record Overlay(List<Box> boxes, Optional<Mask> mask) {

    /** Keeps its own list. */
    public Overlay {
        boxes = List.copyOf(boxes);
    }

    /**
     * Boxes alone.
     *
     * @param boxes around things
     * @return them, without a mask
     */
    public static Overlay of(List<Box> boxes) {
        return new Overlay(boxes, Optional.empty());
    }

    /**
     * A mask alone.
     *
     * @param mask what each pixel belongs to
     * @return it, without boxes
     */
    public static Overlay of(Mask mask) {
        return new Overlay(List.of(), Optional.of(mask));
    }

    /** Whether a box is as it should be. */
    public enum Kind {

        /** Of what is there. */
        RIGHT("Right"),
        /** Of what is not there. */
        WRONG("Wrong"),
        /** What is there and was not found. */
        MISSED("Missed"),
        /** What is there, where nobody has looked for it. */
        LABEL("Labelled");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** For people. */
        String words() {
            return words;
        }
    }

    /**
     * A rectangle with a word on it.
     *
     * @param x      columns left of it, in pixels of the picture as it is, however much smaller the page shows it
     * @param y      rows above it
     * @param width  in pixels
     * @param height in pixels
     * @param label  what it is, any text
     * @param kind   by which it has its colour, and by which it can be left out
     */
    public record Box(double x, double y, double width, double height, String label, Kind kind) {

        /** Refuses what cannot be drawn. */
        public Box {
            if (!Double.isFinite(x) || !Double.isFinite(y) || !(width >= 0) || !(height >= 0)
                    || !Double.isFinite(width) || !Double.isFinite(height)) {
                throw new IllegalArgumentException("a box of (%s, %s) with %s x %s pixels cannot be drawn"
                        .formatted(x, y, width, height));
            }
        }
    }

    /**
     * The class of each pixel. It lies over the whole picture, whatever its own size.
     *
     * @param width   columns
     * @param height  rows
     * @param indices [height, width] of {@code classes}; 255 where it is left open, which shows the picture
     * @param classes at most 255
     */
    public record Mask(int width, int height, byte[] indices, List<MaskClass> classes) {

        /** The index of a pixel that has no class. */
        public static final int OPEN = 255;

        /** Refuses what does not fit together. */
        public Mask {
            classes = List.copyOf(classes);
            if (width < 1 || height < 1 || indices.length != (long) width * height) {
                throw new IllegalArgumentException("a mask of %d x %d pixels with %d classes of pixels"
                        .formatted(width, height, indices.length));
            }
            if (classes.size() > OPEN) {
                throw new IllegalArgumentException("a mask of %d classes; %d can be shown"
                        .formatted(classes.size(), OPEN));
            }
            for (byte index : indices) {
                if ((index & 255) != OPEN && (index & 255) >= classes.size()) {
                    throw new IllegalArgumentException("a mask of %d classes with a pixel of class %d"
                            .formatted(classes.size(), index & 255));
                }
            }
        }
    }

    /**
     * A class of a mask.
     *
     * @param name any text
     * @param rgb  its colour, as in {@code 0xRRGGBB}
     */
    public record MaskClass(String name, int rgb) {}
}
