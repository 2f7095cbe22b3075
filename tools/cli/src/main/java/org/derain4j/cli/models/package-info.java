/**
 * Weights seen, converted and exported: {@code derain models}, {@code inspect}, {@code convert} and {@code export}. Imports the
 * common package, the engine, the weights, the ONNX export and the JSON of the conformance.
 */
package org.derain4j.cli.models;
