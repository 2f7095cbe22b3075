/**
 * How fast, how exact, how good: {@code derain bench}, {@code conformance} and {@code eval}. Imports the common package, the
 * picture command as the parent that reports failures, {@code cli.machine} for its description, {@code cli.eval}, the engine,
 * {@code pictures}, the conformance, and picocli.
 */
package org.derain4j.cli.measure;
