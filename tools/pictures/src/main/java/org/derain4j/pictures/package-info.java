/**
 * Picture files in and out: what is read comes with all that its owner put in, what is written takes it along. Imports the JDK, the
 * engine's {@link org.derain4j.engine.StandardPixels} and the weights' way of replacing a file; the formats themselves lie below, in
 * {@code format} and {@code metadata}, which are not exported. Nothing here prints.
 */
package org.derain4j.pictures;
