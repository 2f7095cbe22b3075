package org.derain4j.kernels.tiled;

import java.util.List;

/** A prepared convolution that works in scratch: says how much of each kind it needs, and makes pieces of its result. */
interface StepKernel {

    /** The scratch that it uses while it runs. */
    Scratch.Size scratch();

    /** The filters that it reads: they must be there when it runs. */
    List<PackedFilter> filters();

    /** Rows are made so many at a time: pieces begin at multiples. */
    int rowUnit();

    /** Strips of columns that rows are cut into. */
    int strips();

    /** Columns of a strip; the last one may have fewer. */
    int stripPixels();

    /** Makes some rows of one strip. */
    void run(int fromRow, int toRow, int strip, Scratch scratch);
}
