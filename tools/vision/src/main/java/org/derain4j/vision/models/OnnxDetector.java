package org.derain4j.vision.models;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.derain4j.engine.PictureException;
import org.derain4j.vision.labels.Box;

/** A detector from an ONNX file. */
final class OnnxDetector implements Detector {

    private static final int USUAL_SIZE = 640;
    private static final int GREY = 114;

    private final OnnxModel model;
    private final CanvasSize size;
    private final HeadConvention convention;
    private final BoxDecoder decoder;
    private final PixelForm pixels;
    private final Fit fit;
    private final int fill;
    private final double nms;
    private final double floor;
    private final int most;
    private final List<String> classes;
    private final Map<String, String> classMap;

    OnnxDetector(OnnxModel model, Settings settings) throws IOException {
        this.model = model;
        size = CanvasSize.of(model, settings, USUAL_SIZE);
        fill = settings.whole("fill", GREY, 0, 255);
        String task = model.metadata().getOrDefault("task", "detect");
        if (!task.equals("detect")) {
            throw model.unfit("was exported for the task '" + task + "'; give a model for 'detect'");
        }
        List<Output> outputs = model.tryOut(size.width(), size.height(), fill, PixelForm.levels(false));
        Heads.Head head = Heads.of(model, settings, outputs, size.width(), size.height());
        convention = head.convention();
        decoder = head.decoder();
        pixels = model.pixels(settings, convention.pixels());
        boolean free = model.input().width() == 0 && model.input().height() == 0;
        Fit usual = convention.fit() == Fit.OWN && !free ? Fit.STRETCH : convention.fit();
        fit = settings.word("fit", Fit.WORDS, usual);
        if (fit == Fit.OWN && !free) {
            throw settings.wrong("fit=own, but the model takes " + size + " alone; write another fit");
        }
        nms = settings.number("nms", convention.nms(), 0, 1);
        floor = settings.number("floor", convention.floor(), 0, 1);
        most = settings.whole("most", 300, 1, 100_000);
        classes = ClassNames.of(model, settings, decoder.classes());
        classMap = settings.classMap();
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public Map<String, String> classMap() {
        return classMap;
    }

    @Override
    public List<Detection> detect(BufferedImage picture) {
        CanvasSize canvas = fit == Fit.OWN ? CanvasSize.of(picture, 1) : size;
        RgbLevels levels = RgbLevels.of(picture);
        Placing placing = fit.place(levels.width(), levels.height(), canvas.width(), canvas.height());
        Candidates found = new Candidates(floor);
        decoder.decode(model.run(levels.on(placing, fill), pixels, decoder.outputs()), canvas.width(), canvas.height(),
                found);
        List<Detection> detections = new ArrayList<>();
        for (Detection each : found.suppressed(nms, most)) {
            if (!classes.isEmpty() && each.classIndex() >= classes.size()) {
                throw new PictureException("the detector has found class " + each.classIndex() + ", of which its "
                        + classes.size() + " classes know nothing; name all in classes=");
            }
            Box box = placing.inPicture(each.box());
            if (box.width() > 0 && box.height() > 0) {
                detections.add(new Detection(each.classIndex(), each.score(), box));
            }
        }
        return detections;
    }

    @Override
    public String describe() {
        return "%s: %s, %s %s, %s, %s".formatted(model.describe(), convention,
                fit == Fit.OWN ? "pictures" : size.toString(), fit, pixels,
                classes.isEmpty() ? "classes without names" : classes.size() + " classes");
    }

    @Override
    public void close() {
        model.close();
    }
}
