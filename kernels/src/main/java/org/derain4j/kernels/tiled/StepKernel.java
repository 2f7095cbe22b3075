package org.derain4j.kernels.tiled;

/** A prepared convolution that works in scratch: says how much of each kind it needs, and makes pieces of its result. */
interface StepKernel {

    /** Floats for {@link Scratch#lines}. */
    int lineFloats();

    /** Floats for {@link Scratch#sums}. */
    int sumFloats();

    /** Floats for {@link Scratch#points}. */
    default int pointFloats() {
        return 0;
    }

    /** Floats for {@link Scratch#state}. */
    int stateFloats();

    /** Rows are made so many at a time: pieces begin at multiples. */
    int rowUnit();

    /** Strips of columns that rows are cut into. */
    int strips();

    /** Columns of a strip; the last one may have fewer. */
    int stripPixels();

    /** Makes some rows of one strip. */
    void run(int fromRow, int toRow, int strip, Scratch scratch);
}
