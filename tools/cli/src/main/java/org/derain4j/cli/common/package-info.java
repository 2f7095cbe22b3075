/**
 * What several commands share: their options, what the process ends with, and how failures are told. Imports the engine, the
 * backends, the weights, {@code pictures} and picocli.
 */
package org.derain4j.cli.common;
