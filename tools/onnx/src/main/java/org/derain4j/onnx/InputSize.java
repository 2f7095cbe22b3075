package org.derain4j.onnx;

/** The pictures that an exported network takes. */
public sealed interface InputSize {

    /** The network's sides are multiples of this: it works at half and at quarter size, too. */
    int MULTIPLE = 4;

    /** Any height and width that are multiples of 4. */
    record Open() implements InputSize {}

    /**
     * One size only, for runtimes that want to know it when they load the file.
     *
     * @param height rows, a positive multiple of 4
     * @param width  columns, a positive multiple of 4
     */
    record Fixed(int height, int width) implements InputSize {

        /**
         * Checks the sides.
         *
         * @throws IllegalArgumentException if one is no positive multiple of 4
         */
        public Fixed {
            if (height < MULTIPLE || width < MULTIPLE || height % MULTIPLE != 0 || width % MULTIPLE != 0) {
                throw new IllegalArgumentException("the network takes sides that are multiples of " + MULTIPLE
                        + ", not " + width + "x" + height + "; pad to "
                        + Math.ceilDiv(Math.max(width, 1), MULTIPLE) * MULTIPLE + "x"
                        + Math.ceilDiv(Math.max(height, 1), MULTIPLE) * MULTIPLE);
            }
        }
    }
}
