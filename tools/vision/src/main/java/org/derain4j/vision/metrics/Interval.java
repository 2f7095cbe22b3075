package org.derain4j.vision.metrics;

/**
 * A figure and between what it lies.
 *
 * @param value of all pictures
 * @param low   lower end of its interval
 * @param high  upper end
 */
public record Interval(double value, double low, double high) {}
