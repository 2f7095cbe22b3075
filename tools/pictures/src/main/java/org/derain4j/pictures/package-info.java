/**
 * Picture files in and out: their formats, decoding into a few kinds of pixels, what a reading leaves behind, and writing all or
 * nothing. Imports the JDK, the engine's {@link org.derain4j.engine.StandardPixels} and the weights' way of replacing a file;
 * the decoders of TwelveMonkeys are found through {@code javax.imageio} alone, and nothing here knows of a command line.
 */
package org.derain4j.pictures;
