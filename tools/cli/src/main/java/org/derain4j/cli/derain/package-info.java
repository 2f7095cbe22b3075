/**
 * Pictures without rain, in batches and on sheets: {@code derain IN...} and {@code derain sheet}. Imports the common package, the
 * engine, {@code pictures}, the weights for replaced files and printable texts, and picocli.
 */
package org.derain4j.cli.derain;
