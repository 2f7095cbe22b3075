/**
 * The program {@code derain}: puts the commands of the packages below together. Imports all of them, and picocli; nothing below
 * imports it.
 */
package org.derain4j.cli;
