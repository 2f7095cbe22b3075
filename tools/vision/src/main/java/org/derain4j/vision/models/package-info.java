/** Detectors and segmenters in ONNX Runtime, by the conventions of those who publish them. */
package org.derain4j.vision.models;
