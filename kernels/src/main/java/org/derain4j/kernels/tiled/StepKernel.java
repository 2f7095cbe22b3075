package org.derain4j.kernels.tiled;

import org.derain4j.kernels.cpu.Workers;

/** A prepared step that works in scratch: says how much of each kind it needs, then runs. */
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

    /** Does the whole step. */
    void run(Workers workers, Scratch[] scratch);
}
