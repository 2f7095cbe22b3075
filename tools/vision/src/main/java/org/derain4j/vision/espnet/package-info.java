/** ESPNet (Mehta et al., ECCV 2018), written from its paper, as an ONNX file. */
package org.derain4j.vision.espnet;
