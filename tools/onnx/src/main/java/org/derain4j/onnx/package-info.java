/**
 * Writes MSPFN with its weights as an ONNX file, read from the same description of the network that the engine runs.
 *
 * <p>{@link org.derain4j.onnx.OnnxExporter#export} makes an {@link org.derain4j.onnx.OnnxFile}. The format's messages
 * are written here, without a protocol buffer library. Imports the engine, its graph and the shapes of the kernels' program.
 */
package org.derain4j.onnx;
