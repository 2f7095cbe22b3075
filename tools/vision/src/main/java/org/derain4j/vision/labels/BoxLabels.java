package org.derain4j.vision.labels;

import java.util.List;
import java.util.Map;

/**
 * The labels of a set of pictures.
 *
 * @param classes   their names in the order of their indices; empty where the labels know numbers alone
 * @param byPicture the boxes of each picture by its name without ending; a picture that is looked at and has nothing on it has an
 *                  empty list, one that is not here has no labels
 */
public record BoxLabels(List<String> classes, Map<String, List<LabelledBox>> byPicture) {

    /** How many classes there are: where the labels know numbers alone, one more than the largest. */
    public int classCount() {
        return classes.isEmpty()
                ? 1 + byPicture.values().stream().flatMap(List::stream).mapToInt(LabelledBox::classIndex).max()
                        .orElse(-1)
                : classes.size();
    }
}
