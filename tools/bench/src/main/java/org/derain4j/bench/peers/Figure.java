package org.derain4j.bench.peers;

/**
 * A figure that compares this engine with itself or with a bound.
 *
 * @param name    what it is
 * @param value   the median over forks
 * @param detail  where it comes from
 * @param atLeast what will do, in words
 * @param aim     what is hoped for, in words
 * @param verdict in a word
 */
record Figure(String name, double value, String detail, String atLeast, String aim, String verdict) {}
