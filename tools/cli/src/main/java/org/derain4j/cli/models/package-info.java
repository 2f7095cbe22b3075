/**
 * Weights seen, converted and exported: {@code derain models}, {@code inspect}, {@code convert} and {@code export}. Imports the
 * common package, the engine, the weights, the ONNX export, the JSON of the conformance, and picocli.
 */
package org.derain4j.cli.models;
