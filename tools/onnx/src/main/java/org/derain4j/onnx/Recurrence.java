package org.derain4j.onnx;

/** How the conv-LSTMs, which take one step from the zero state, are written. */
public enum Recurrence {
    /** Without what the zero state makes dead: the filter's rows for h and the gate f. 44 % of the arithmetic is left. */
    PRUNED,
    /** As the official network computes it, zero maps and the forget gate included. */
    AS_WRITTEN
}
