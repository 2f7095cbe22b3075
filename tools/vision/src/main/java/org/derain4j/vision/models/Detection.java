package org.derain4j.vision.models;

import org.derain4j.vision.labels.Box;

/**
 * What a detector has found.
 *
 * @param classIndex of {@link Detector#classes}
 * @param score      how sure it is, 0 to 1
 * @param box        where, in pixels of the picture
 */
public record Detection(int classIndex, double score, Box box) {}
