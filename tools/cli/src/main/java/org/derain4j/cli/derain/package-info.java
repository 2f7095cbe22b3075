/**
 * Pictures without rain, in batches, on sheets and on pages: {@code derain IN...} and {@code derain sheet}. Imports the common package,
 * inputs and what is told of them, what is said of the machine's GPU, films, the pages of {@code view}, the engine, {@code pictures},
 * the weights for replaced files and printable texts, and picocli.
 */
package org.derain4j.cli.derain;
