package org.derain4j.vision.labels;

/**
 * What somebody has found in a picture.
 *
 * @param classIndex of {@link BoxLabels#classes}
 * @param box        where
 * @param area       that decides its range of sizes, in pixels: COCO's is that of the object's outline, else the box's
 * @param crowd      a box about many, as COCO has them: detections in it count neither as right nor as wrong, however many they are
 * @param ignored    one that need not be found, as VOC's difficult ones; a detection of it counts neither as right nor as wrong
 */
public record LabelledBox(int classIndex, Box box, double area, boolean crowd, boolean ignored) {

    /** One that counts, with the box's own area. */
    public static LabelledBox of(int classIndex, Box box) {
        return new LabelledBox(classIndex, box, box.area(), false, false);
    }
}
