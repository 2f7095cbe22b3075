package org.derain4j.kernels.tiled;

import java.util.List;

/** A prepared convolution, by whichever algorithm: says what it needs, and makes pieces of its result in a worker's scratch. */
interface Convolution {

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

    /** Makes some rows of one strip, unless the scratch's cancellation ends it on the way. */
    void run(int fromRow, int toRow, int strip, Scratch scratch);
}
