/**
 * Writes networks as ONNX files; knows the format and no network.
 *
 * <p>An {@link org.derain4j.onnx.writer.OnnxGraph} takes inputs, constants, nodes and outputs in the order in which they are
 * computed; an {@link org.derain4j.onnx.writer.OnnxFile} puts version, metadata and description around it. The format's
 * messages are written here, without a protocol buffer library. Imports nothing of the project.
 */
package org.derain4j.onnx.writer;
