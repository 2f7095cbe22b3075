/**
 * {@code derain add-rain}: rain on pictures, and what is known of it. Imports the common package, {@code derain} for names of results and
 * for memory, {@code eval}, {@code inputs} and {@code telling}, the engine's kinds of pictures, {@code pictures}, {@code rain} and picocli.
 */
package org.derain4j.cli.rain;
