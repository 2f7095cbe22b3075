package org.derain4j.vision.labels;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How masks are kept. */
public enum MaskFormat {

    /** Numbers of classes, as they are. */
    INDEX("index", "indices", List.of()),
    /** Indices of VOC's 21 classes, the first being the background. */
    VOC("voc", "Pascal VOC's indices", MaskClasses.VOC),
    /** Indices of CamVid's 11 classes as SegNet has them, and 11 for what does not count. */
    CAMVID("camvid", "CamVid's indices", MaskClasses.CAMVID),
    /** The colours of CamVid's 32 classes, gathered into 11, or those of the 11. */
    CAMVID_COLOURS("camvid-colours", "CamVid's colours", MaskClasses.CAMVID),
    /** Cityscapes' 34 ids; the 19 classes of its benchmark count. */
    CITYSCAPES("cityscapes", "Cityscapes' label ids", MaskClasses.CITYSCAPES),
    /** Cityscapes' 19 train ids. */
    CITYSCAPES_TRAIN("cityscapes-train", "Cityscapes' train ids", MaskClasses.CITYSCAPES);

    private final String key;
    private final String words;
    private final List<String> classes;

    MaskFormat(String key, String words, List<String> classes) {
        this.key = key;
        this.words = words;
        this.classes = classes;
    }

    /** What {@code format=} calls it. */
    public String key() {
        return key;
    }

    /** Names of its classes; empty where it has none of its own. */
    public List<String> classes() {
        return classes;
    }

    @Override
    public String toString() {
        return words;
    }

    static Optional<MaskFormat> called(String key) {
        return Arrays.stream(values()).filter(format -> format.key.equals(key)).findFirst();
    }

    static String keys() {
        return Arrays.stream(values()).map(MaskFormat::key).collect(Collectors.joining(", "));
    }
}
