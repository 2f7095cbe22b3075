/**
 * The program {@code derain}: puts the commands of the packages below together, and holds its streams. Imports them, the engine,
 * the backends, what makes texts printable, and picocli; nothing below imports it.
 */
package org.derain4j.cli;
