package org.derain4j.kernels.tiled;

import org.derain4j.kernels.cpu.RowKernel;

/**
 * A convolution as a step's kernel: gives it the scratch of the worker that runs it, and gathers channel sums of its result.
 *
 * @param convolution makes the pieces
 * @param rows        of the result
 * @param columns     of the result
 * @param scratch     by worker
 * @param sums        to be gathered of what is made, while it is in cache; or null
 */
record ConvolutionKernel(Convolution convolution, int rows, int columns, Scratch[] scratch, ChannelSums sums)
        implements
        RowKernel {

    @Override
    public int rowUnit() {
        return convolution.rowUnit();
    }

    @Override
    public int strips() {
        return convolution.strips();
    }

    @Override
    public void run(int fromRow, int toRow, int strip, int worker) {
        if (sums == null) {
            convolution.run(fromRow, toRow, strip, scratch[worker]);
            return;
        }
        // row by row, a direct kernel would gather every input row three times
        int together = rowUnit() == 1 ? toRow - fromRow : rowUnit();
        int x = strip * convolution.stripPixels();
        int pixels = Math.min(convolution.stripPixels(), columns - x);
        for (int from = fromRow; from < toRow; from += together) {
            int to = Math.min(from + together, toRow);
            convolution.run(from, to, strip, scratch[worker]);
            for (int y = from; y < to; y++) {
                sums.add(y, strip, x, pixels, worker);
            }
        }
    }
}
