/**
 * Which pictures a command line means: folders, patterns, lists, in natural order, and those of a folder that fills. Imports the common
 * package, {@code pictures} and picocli.
 */
package org.derain4j.cli.inputs;
