/**
 * Compares a network with a reference directory: pictures, what TensorFlow computed from them in double precision, and,
 * where given, every map on the way.
 *
 * <p>{@link org.derain4j.conformance.ReferenceDirectory#read} finds the cases,
 * {@link org.derain4j.conformance.Conformance} runs them, and {@link org.derain4j.conformance.TextReport} or
 * {@link org.derain4j.conformance.JsonReport} prints the {@link org.derain4j.conformance.Report}. Imports the engine and the
 * weights; its pictures, 8-bit PNG alone, it decodes by the JDK, so that nothing stands between them and the comparison.
 */
package org.derain4j.conformance;
