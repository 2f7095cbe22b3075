package org.derain4j.vision.espnet;

import java.util.List;

/**
 * What ESPNet was trained on: {@code (level - mean) / deviation / 255} of each channel, in the order B, G, R, and what its classes are
 * called.
 *
 * @param mean       of the levels, 0 to 255
 * @param deviation  of the levels
 * @param classes    names in the order of the network's outputs
 */
public record EspInput(List<Float> mean, List<Float> deviation, List<String> classes) {

    /** The published weights for CamVid; the last class stands for all else. */
    public static final EspInput CAMVID = new EspInput(List.of(106.3f, 107.9f, 105.3f), List.of(76f, 77f, 76f),
            List.of("sky", "building", "pole", "road", "pavement", "tree", "sign", "fence", "car", "pedestrian",
                    "bicyclist", "void"));

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if there are not three of each, a deviation is not positive, or a name is empty or has a comma
     */
    public EspInput {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        classes = List.copyOf(classes);
        if (mean.size() != 3 || deviation.size() != 3) {
            throw new IllegalArgumentException("ESPNet takes pictures of three channels: give three means and three "
                    + "deviations, not " + mean + " and " + deviation);
        }
        for (int c = 0; c < 3; c++) {
            if (!Float.isFinite(mean.get(c)) || !Float.isFinite(deviation.get(c)) || deviation.get(c) <= 0) {
                throw new IllegalArgumentException("means must be finite and deviations positive, not " + mean + " and "
                        + deviation);
            }
        }
        for (String name : classes) {
            if (name.isBlank() || name.contains(",")) {
                throw new IllegalArgumentException(
                        "names of classes have letters and no commas, unlike \"" + name + "\"");
            }
        }
    }
}
