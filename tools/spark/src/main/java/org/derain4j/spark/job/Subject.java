package org.derain4j.spark.job;

import java.io.Serializable;

/**
 * Whose results are scored, and how.
 *
 * @param mode   what is compared, by its name
 * @param model  the network's name; null for finished results
 * @param sha256 of the network's weights; null for finished results
 */
record Subject(String mode, String model, String sha256) implements Serializable {}
