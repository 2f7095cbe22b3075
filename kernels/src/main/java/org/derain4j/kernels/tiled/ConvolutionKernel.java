package org.derain4j.kernels.tiled;

import org.derain4j.kernels.cpu.RowKernel;

/**
 * A convolution with the scratch of all workers.
 *
 * @param kernel  makes the pieces
 * @param rows    of the result
 * @param columns of the result
 * @param scratch by worker
 * @param sums    to be gathered of what is made, while it is in cache; or null
 */
record ConvolutionKernel(StepKernel kernel, int rows, int columns, Scratch[] scratch, RowSums sums)
        implements RowKernel {

    @Override
    public int rowUnit() {
        return kernel.rowUnit();
    }

    @Override
    public int strips() {
        return kernel.strips();
    }

    @Override
    public void run(int fromRow, int toRow, int strip, int worker) {
        if (sums == null) {
            kernel.run(fromRow, toRow, strip, scratch[worker]);
            return;
        }
        // row by row, a direct kernel would gather every input row three times
        int together = rowUnit() == 1 ? toRow - fromRow : rowUnit();
        int x = strip * kernel.stripPixels();
        int pixels = Math.min(kernel.stripPixels(), columns - x);
        for (int from = fromRow; from < toRow; from += together) {
            int to = Math.min(from + together, toRow);
            kernel.run(from, to, strip, scratch[worker]);
            for (int y = from; y < to; y++) {
                sums.add(y, strip, x, pixels, worker);
            }
        }
    }
}
