package org.derain4j.vision.models;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.derain4j.engine.ModelException;
import org.derain4j.engine.PictureException;
import org.derain4j.vision.labels.ClassMask;

/** A segmenter from an ONNX file. */
final class OnnxSegmenter implements Segmenter {

    /** Of the first run, where any size will do. */
    private static final int TRIED_SIZE = 256;
    private static final int GREY = 114;
    private static final String CLASSES = "classes";
    private static final String BINARY = "binary";

    private final OnnxModel model;
    private final CanvasSize size;
    private final PixelForm pixels;
    private final Fit fit;
    private final int multiple;
    private final int fill;
    private final MaskDecoder decoder;
    private final List<String> classes;
    private final Map<String, String> classMap;

    OnnxSegmenter(OnnxModel model, Settings settings) throws IOException {
        this.model = model;
        multiple = settings.whole("multiple", 1, 1, 4096);
        fill = settings.whole("fill", GREY, 0, 255);
        boolean free = model.input().width() == 0 && model.input().height() == 0;
        size = CanvasSize.of(model, settings, Math.ceilDiv(TRIED_SIZE, multiple) * multiple);
        fit = settings.word("fit", Fit.WORDS, free && !settings.has("size") ? Fit.OWN : Fit.STRETCH);
        if (fit == Fit.OWN && !free) {
            throw settings.wrong("fit=own, but the model takes " + size + " alone; write another fit");
        }
        pixels = model.pixels(settings, PixelForm.levels(false));
        if (!model.takesBytes() && !(settings.has("order") && settings.has("scale"))) {
            throw model.unfit("does not tell what numbers it takes for a pixel; write order=RGB or BGR and scale=, "
                    + "and mean= and std= if it has them, for (level * scale - mean) / std");
        }
        decoder = decoder(settings, model.tryOut(size.width(), size.height(), fill, pixels));
        classes = ClassNames.of(model, settings, decoder.classes());
        if (Math.max(classes.size(), decoder.classes()) > ClassMask.IGNORED) {
            throw model.unfit("has more than " + ClassMask.IGNORED + " classes");
        }
        classMap = settings.classMap();
    }

    private MaskDecoder decoder(Settings settings, List<Output> outputs) throws ModelException {
        for (Output output : outputs) {
            Optional<MaskDecoder> decoder = decoder(settings, output);
            if (decoder.isPresent()) {
                return decoder.get();
            }
        }
        throw model.unfit("is no segmenter by what it gives, " + outputs
                + "; if it is one, write output=NCHW, NHWC or classes, or binary where one number tells of a pixel how"
                + " sure its one class is");
    }

    private Optional<MaskDecoder> decoder(Settings settings, Output output) throws ModelException {
        String kind = settings.word("output",
                Map.of("NCHW", "NCHW", "NHWC", "NHWC", CLASSES, CLASSES, BINARY, BINARY), "");
        boolean smooth = settings.word("resize", Map.of("bilinear", true, "nearest", false), true);
        double threshold = settings.number("threshold", 0.5, -1e6, 1e6);
        int rank = output.rank();
        if (rank < 2 || rank > 4 || rank > 2 && output.length(0) != 1) {
            return Optional.empty();
        }
        boolean four = rank == 4;
        int across = four && output.length(3) == 1 && output.length(1) != 1 ? -2 : -1;
        int rows = output.length(across - 1);
        int columns = output.length(across);
        boolean single = columns > 0 && output.values().length == (long) rows * columns;
        if (kind.equals(BINARY)) {
            return single ? Optional.of(new BinaryDecoder(output.name(), across, threshold, smooth)) : Optional.empty();
        }
        if (kind.equals(CLASSES) || kind.isEmpty() && single) {
            boolean map = single && (!kind.isEmpty() || isLike(rows, columns) && hasWholeNumbers(output));
            return map ? Optional.of(new ClassMapDecoder(output.name(), across)) : Optional.empty();
        }
        if (!four || single) {
            return Optional.empty();
        }
        boolean first = isLike(output.length(2), output.length(3));
        boolean last = isLike(output.length(1), output.length(2));
        if (kind.isEmpty() && !first && !last) {
            return Optional.empty();
        }
        boolean channelsLast = kind.isEmpty()
                ? last && (!first || model.input().channelsLast())
                : kind.equals("NHWC");
        return Optional.of(
                new LogitsDecoder(output.name(), output.length(channelsLast ? 3 : 1), channelsLast, smooth));
    }

    private static boolean hasWholeNumbers(Output output) {
        for (float value : output.values()) {
            if (value != Math.rint(value)) {
                return false;
            }
        }
        return true;
    }

    /** Whether axes of these lengths are rows and columns of the canvas, every so many. */
    private boolean isLike(int height, int width) {
        double down = (double) size.height() / height;
        double across = (double) size.width() / width;
        return Math.abs(down - across) * Math.min(height, width) <= Math.max(down, across);
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
    public ClassMask segment(BufferedImage picture) {
        CanvasSize canvas = fit == Fit.OWN ? CanvasSize.of(picture, multiple) : size;
        RgbLevels levels = RgbLevels.of(picture);
        Placing placing = fit.place(levels.width(), levels.height(), canvas.width(), canvas.height());
        Output output = model.run(levels.on(placing, fill), pixels, Set.of(decoder.name())).getFirst();
        ClassMask mask = decoder.decode(output, placing);
        if (!classes.isEmpty() && decoder.classes() == 0) {
            requireKnown(mask);
        }
        return mask;
    }

    private void requireKnown(ClassMask mask) {
        for (byte each : mask.classes()) {
            if ((each & 255) >= classes.size()) {
                throw new PictureException("the segmenter gives class " + (each & 255) + ", of which its "
                        + classes.size() + " classes know nothing; name all in classes=");
            }
        }
    }

    @Override
    public String describe() {
        return "%s: %s, %s %s, %s, %s".formatted(model.describe(),
                switch (decoder) {
                    case LogitsDecoder _ -> "a number for each class";
                    case BinaryDecoder binary -> "one class above " + binary.threshold();
                    case ClassMapDecoder _ -> "classes";
                },
                fit == Fit.OWN ? "pictures" : size.toString(), fit, pixels,
                classes.isEmpty() ? "classes without names" : classes.size() + " classes");
    }

    @Override
    public void close() {
        model.close();
    }
}
