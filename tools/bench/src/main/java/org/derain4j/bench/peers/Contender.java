package org.derain4j.bench.peers;

import org.derain4j.onnx.Recurrence;

/**
 * A library with its settings.
 *
 * @param library who
 * @param form    how conv-LSTMs are computed
 * @param threads to work with
 */
record Contender(Library library, Recurrence form, int threads) {

    static Contender of(Library library, int threads) {
        return new Contender(library, Recurrence.PRUNED, threads);
    }

    /** Name in tables and in files. */
    String label() {
        return library.label() + switch (form) {
            case PRUNED -> "";
            case AS_WRITTEN -> ", as written";
        } + " x" + threads;
    }
}
