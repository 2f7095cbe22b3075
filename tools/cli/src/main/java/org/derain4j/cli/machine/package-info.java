/**
 * What this machine offers: {@code derain info} and {@code derain devices}. Imports the common package, {@code cli.models} for
 * what it says of a model, the engine, the backends, the JSON of the conformance, {@code weights} for writing files, and picocli.
 */
package org.derain4j.cli.machine;
