/**
 * Pictures without rain, in batches and on sheets: {@code derain IN...} and {@code derain sheet}. Imports the common package, the
 * engine and {@code pictures}.
 */
package org.derain4j.cli.derain;
