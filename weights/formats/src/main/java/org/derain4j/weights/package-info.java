/**
 * Tensors on disk: {@link org.derain4j.weights.TensorFile} reads TensorFlow V2 checkpoints and safetensors,
 * {@link org.derain4j.weights.SafetensorsWriter} writes the latter; files from anywhere are taken for hostile. Knows nothing of networks.
 *
 * <p>May import the JDK alone.
 */
package org.derain4j.weights;
