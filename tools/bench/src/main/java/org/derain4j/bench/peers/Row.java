package org.derain4j.bench.peers;

import java.util.Optional;

/**
 * One line of the comparison: this engine beside another library, at the same work in the same rounds. Numbers are medians
 * over forks.
 *
 * @param work            what, and on how many threads
 * @param ours            how this engine did it
 * @param milliseconds    of one of its runs
 * @param gflopPerSecond  direct-equivalent: the live multiply-adds of a direct convolution over the time
 * @param ofCeiling       that speed over the measured ceiling's
 * @param peer            the other
 * @param peerMilliseconds of one of its runs
 * @param ratio           how many times as long the other takes
 * @param demand          what is asked of the ratio, if anything
 * @param verdict         in a word; empty without a demand
 */
record Row(String work, String ours, double milliseconds, double gflopPerSecond, double ofCeiling, String peer,
        double peerMilliseconds, Ratio ratio, Optional<Demand> demand, String verdict) {}
