package org.derain4j.kernels.backend;

/**
 * Samples of 8 bits, levels from 0 to 255, on their way into an executable's maps and out of them, converted where the maps lie:
 * a byte a sample passes between the host and a device, not a float. As the executable, for one caller at a time, and only until
 * that is closed.
 */
public interface LevelTransfer {

    /** Levels without sign in a byte. */
    int LEVELS = 256;

    /** Where levels come from. */
    @FunctionalInterface
    interface Source {

        /**
         * Gives a row; they are asked for in order.
         *
         * @param row    which
         * @param levels takes width x channels of the map, all of them; the same array may serve every row
         */
        void read(int row, byte[] levels);
    }

    /** Where levels go. */
    @FunctionalInterface
    interface Sink {

        /**
         * Takes a row; they come in order.
         *
         * @param row    which
         * @param levels begins with those of the row, and may be longer; not kept, the same array may serve every row
         */
        void write(int row, byte[] levels);
    }

    /**
     * The upper left part of a map, and how its values become levels: {@code (value + 1) * 127.5} in single precision, each operation
     * rounded, clipped to 0 and 255, and then without its fraction or rounded.
     *
     * @param map     index of the map
     * @param rows    the first of them
     * @param columns the first of them
     * @param nearest whether a fraction of one half or more becomes the next level; else it is dropped
     */
    record Crop(int map, int rows, int columns, boolean nearest) {

        /**
         * Checks the size.
         *
         * @throws IllegalArgumentException if rows or columns are fewer than none
         */
        public Crop {
            if (rows < 0 || columns < 0) {
                throw new IllegalArgumentException(rows + " rows and " + columns + " columns of map " + map);
            }
        }
    }

    /**
     * Fills an input map.
     *
     * @param map          index of the map
     * @param values       of the {@value #LEVELS} levels, stored as {@link Executable#write(int, float[])} stores them
     * @param from         gives all rows
     * @param cancellation asked again and again; what it or the source throws reaches the caller when nothing is copied any more
     * @throws IllegalArgumentException if there is no such input or output, or another number of values
     */
    void write(int map, float[] values, Source from, Cancellation cancellation);

    /**
     * Copies a part of a map out, as far as its values are finite.
     *
     * @param part         of which map; whole rows are copied, and only their columns in it need to be finite
     * @param to           takes the rows
     * @param cancellation asked again and again, as for a map that is filled
     * @return whether all values were finite; if not, the sink got some of the rows before the first that has one that is not
     * @throws IllegalArgumentException if the map has fewer rows or columns, or is neither an input nor an output
     */
    boolean read(Crop part, Sink to, Cancellation cancellation);
}
