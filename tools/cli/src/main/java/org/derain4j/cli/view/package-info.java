/**
 * Pictures before and after on a page for the browser: {@code derain view}, and what {@code --view} and {@code sheet} put their pictures
 * on. Imports the common package, {@code eval} for pairs and scores, the order of names, {@code pictures}, {@code web.page} and picocli.
 */
package org.derain4j.cli.view;
