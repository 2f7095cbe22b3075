package org.derain4j.vision.models;

import java.util.List;
import java.util.Optional;

/**
 * The cells of a pyramid of maps, the finest first, each row by row.
 *
 * @param strides pixels from cell to cell
 */
record Grid(List<Integer> strides) {

    /** Those in use: three scales, with one coarser, with one finer. */
    private static final List<Grid> KNOWN = List.of(new Grid(List.of(8, 16, 32)), new Grid(List.of(8, 16, 32, 64)),
            new Grid(List.of(4, 8, 16, 32)));

    /** What is done with a cell. */
    interface Cell {

        void at(int x, int y, int stride);
    }

    /** The one that has so many cells on a canvas. */
    static Optional<Grid> of(int cells, int width, int height) {
        return KNOWN.stream().filter(grid -> grid.cells(width, height) == cells).findFirst();
    }

    int cells(int width, int height) {
        return strides.stream().mapToInt(stride -> Math.ceilDiv(width, stride) * Math.ceilDiv(height, stride)).sum();
    }

    void forEachCell(int width, int height, Cell cell) {
        for (int stride : strides) {
            for (int y = 0; y < Math.ceilDiv(height, stride); y++) {
                for (int x = 0; x < Math.ceilDiv(width, stride); x++) {
                    cell.at(x, y, stride);
                }
            }
        }
    }
}
