package org.derain4j.kernels.backend;

/**
 * How fast scratch files are on a disk, measured.
 *
 * @param writtenPerSecond bytes
 * @param readPerSecond    bytes
 */
public record DiskSpeed(double writtenPerSecond, double readPerSecond) {}
