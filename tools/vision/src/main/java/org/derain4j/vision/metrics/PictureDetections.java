package org.derain4j.vision.metrics;

import java.util.List;
import org.derain4j.vision.labels.LabelledBox;
import org.derain4j.vision.models.Detection;

/**
 * A picture's truth, and what was found in it; classes of both are numbered alike.
 *
 * @param truth      labels
 * @param detections in any order
 */
public record PictureDetections(List<LabelledBox> truth, List<Detection> detections) {}
