package org.derain4j.kernels;

/**
 * One feature map of a {@link Program} and the slot of memory it lives in.
 *
 * @param name  what the network calls it; for people and for taps
 * @param shape its extent
 * @param slot  index of the slot; maps whose lifetimes do not overlap may share one
 */
public record FeatureMap(String name, Shape shape, int slot) {}
