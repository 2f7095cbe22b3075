package org.derain4j.vision.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.derain4j.vision.labels.Box;
import org.derain4j.vision.labels.LabelledBox;
import org.derain4j.vision.models.Detection;

/** Random truths and detections for tests. */
final class Boxes {

    private Boxes() {}

    /** Pictures in which about so many of a hundred objects are found; no two scores are the same. */
    static List<PictureDetections> random(Random random, int pictures, int classes, int objects, int percent) {
        List<PictureDetections> set = new ArrayList<>();
        for (int i = 0; i < pictures; i++) {
            List<LabelledBox> truth = new ArrayList<>();
            List<Detection> found = new ArrayList<>();
            for (int n = 0; n < objects; n++) {
                int kind = random.nextInt(classes);
                Box box = new Box(random.nextInt(200), random.nextInt(200), 5 + random.nextInt(120),
                        5 + random.nextInt(120));
                truth.add(new LabelledBox(kind, box, box.area(), random.nextInt(20) == 0, random.nextInt(20) == 0));
                Box near = new Box(box.x() + random.nextInt(9), box.y() + random.nextInt(9), box.width(), box.height());
                boolean right = random.nextInt(100) < percent;
                found.add(new Detection(right ? kind : random.nextInt(classes), random.nextDouble(), near));
            }
            set.add(new PictureDetections(truth, found));
        }
        return set;
    }

    /** Each picture as often as its weight says, one beside the other. */
    static List<PictureDetections> repeated(List<PictureDetections> pictures, int[] weights) {
        List<PictureDetections> set = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            for (int n = 0; n < weights[i]; n++) {
                set.add(pictures.get(i));
            }
        }
        return set;
    }
}
