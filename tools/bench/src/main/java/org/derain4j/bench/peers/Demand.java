package org.derain4j.bench.peers;

/**
 * What is demanded of a ratio.
 *
 * @param atLeast the least that will do
 * @param aim     what is hoped for
 */
record Demand(double atLeast, double aim) {

    /** Whether a ratio will do, in a word. */
    String verdict(double ratio) {
        return ratio >= aim ? "aim" : ratio >= atLeast ? "met" : "MISSED";
    }
}
