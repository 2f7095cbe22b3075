package org.derain4j.kernels.cpu;

import java.util.concurrent.CompletableFuture;
import org.derain4j.kernels.backend.Cancellation;

/**
 * A prepared step that makes any rows of its result by themselves. The rows are cut into pieces (some rows of one strip of
 * columns) that are independent of each other, whoever cuts them: a value does not depend on the piece it falls into.
 */
public interface RowKernel {

    /** Rows of the result. */
    int rows();

    /** Pieces begin at multiples of so many rows: 1, or the rows of a tile. */
    default int rowUnit() {
        return 1;
    }

    /** Strips of columns that rows are cut into. */
    default int strips() {
        return 1;
    }

    /**
     * Makes one piece.
     *
     * @param fromRow first row, a multiple of the unit
     * @param toRow   row after the last, a multiple of the unit or the end of the map
     * @param strip   which columns
     * @param worker  who does it, for scratch of its own
     */
    void run(int fromRow, int toRow, int strip, int worker);

    /**
     * Begins one piece, as {@link #run}.
     *
     * @return null if it is done; or what tells when it is, without keeping this thread
     */
    default CompletableFuture<Void> begin(int fromRow, int toRow, int strip, int worker) {
        run(fromRow, toRow, strip, worker);
        return null;
    }

    /** What is left to do once, when all rows are there; null for nothing. */
    default Runnable end() {
        return null;
    }

    /** One row of a result, whatever the columns. */
    @FunctionalInterface
    interface Row {

        /** Makes row y. */
        void run(int y, int worker);
    }

    /** A kernel that goes row by row, and asks before each whether it is to go on. */
    static RowKernel of(MapView result, Cancellation cancellation, Row row) {
        return new RowKernel() {

            @Override
            public int rows() {
                return result.shape().height();
            }

            @Override
            public void run(int fromRow, int toRow, int strip, int worker) {
                for (int y = fromRow; y < toRow; y++) {
                    cancellation.check();
                    row.run(y, worker);
                }
            }
        };
    }
}
