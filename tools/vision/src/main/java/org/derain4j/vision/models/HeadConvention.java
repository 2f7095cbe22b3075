package org.derain4j.vision.models;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What those who publish detectors agree on: pixels in, the fit of the picture, and how their own evaluation reads the result. */
enum HeadConvention {

    YOLOX("yolox", "YOLOX", PixelForm.levels(true), Fit.TOP_LEFT, 0.65, 0.01, true), YOLOV5("yolov5", "YOLOv5",
            PixelForm.unit(), Fit.LETTERBOX, 0.6, 0.001, false), YOLOV8("yolov8", "YOLOv8", PixelForm.unit(),
                    Fit.LETTERBOX, 0.7, 0.001, false), END_TO_END("yolov10", "YOLOv10", PixelForm.unit(), Fit.LETTERBOX,
                            1, 0.001, true), TORCHVISION("torchvision", "torchvision's detectors", PixelForm.unit(),
                                    Fit.OWN, 1, 0.001, true), TENSORFLOW("tensorflow",
                                            "TensorFlow's Object Detection API", PixelForm.levels(false), Fit.OWN, 1,
                                            0.001, true), ONNX_ZOO("ssd", "the SSD of ONNX's model zoo",
                                                    PixelForm.imageNet(), Fit.STRETCH, 1, 0.001, true);

    /** By their words in properties. */
    static final Map<String, HeadConvention> WORDS = Stream.of(values())
            .collect(Collectors.toMap(each -> each.word, Function.identity()));

    private final String word;
    private final String title;
    private final PixelForm pixels;
    private final Fit fit;
    private final double nms;
    private final double floor;
    private final boolean best;

    HeadConvention(String word, String title, PixelForm pixels, Fit fit, double nms, double floor, boolean best) {
        this.word = word;
        this.title = title;
        this.pixels = pixels;
        this.fit = fit;
        this.nms = nms;
        this.floor = floor;
        this.best = best;
    }

    PixelForm pixels() {
        return pixels;
    }

    Fit fit() {
        return fit;
    }

    /** Above which intersection over union the less sure of two boxes goes; 1 where the network has seen to that. */
    double nms() {
        return nms;
    }

    /** The lowest score that is looked at. */
    double floor() {
        return floor;
    }

    /** Whether a box is of its best class alone, else of each that is sure enough. */
    boolean best() {
        return best;
    }

    @Override
    public String toString() {
        return title;
    }
}
