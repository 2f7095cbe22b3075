/**
 * Writes MSPFN with its weights as an ONNX file, read from the same description of the network that the engine runs.
 *
 * <p>{@link org.derain4j.onnx.OnnxExporter#export} makes an {@link org.derain4j.onnx.writer.OnnxFile}. Imports the
 * engine, its graph, the shapes of the kernels' program, and the writer of the format.
 */
package org.derain4j.onnx;
