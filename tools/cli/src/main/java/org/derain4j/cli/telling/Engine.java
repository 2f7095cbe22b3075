package org.derain4j.cli.telling;

/**
 * What pictures and films are worked on by.
 *
 * @param model   the name of the weights, embedded, or of their file
 * @param sha256  of the bytes of that file, in hexadecimal; null where it can no longer be read
 * @param backend which backend runs, and on how much of the machine
 */
public record Engine(String model, String sha256, String backend) {}
