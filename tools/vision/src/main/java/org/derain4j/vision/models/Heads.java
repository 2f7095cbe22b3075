package org.derain4j.vision.models;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.derain4j.engine.ModelException;

/** Recognises detectors by what comes out of them. */
final class Heads {

    /** Those that have a box for each cell, told by their number. */
    private static final List<HeadConvention> DENSE = List.of(HeadConvention.YOLOX, HeadConvention.YOLOV5,
            HeadConvention.YOLOV8);
    private static final int END_TO_END_ROW = 6;
    private static final Map<String, Boolean> YES_NO = Map.of("true", true, "false", false);

    private final OnnxModel model;
    private final Settings settings;
    private final List<Output> outputs;
    private final int width;
    private final int height;

    /** A convention, and how its boxes are read. */
    record Head(HeadConvention convention, BoxDecoder decoder) {}

    private Heads(OnnxModel model, Settings settings, List<Output> outputs, int width, int height) {
        this.model = model;
        this.settings = settings;
        this.outputs = outputs;
        this.width = width;
        this.height = height;
    }

    /**
     * The head of a model.
     *
     * @param outputs of a run
     * @param width   of the canvas of that run
     * @param height  of the canvas of that run
     */
    static Head of(OnnxModel model, Settings settings, List<Output> outputs, int width, int height)
            throws IOException {
        return new Heads(model, settings, outputs, width, height).head();
    }

    private Head head() throws IOException {
        HeadConvention convention = settings.word("convention", HeadConvention.WORDS, null);
        if (convention == null) {
            convention = recognised().orElseThrow(() -> model.unfit("is no detector by what it gives, " + outputs
                    + "; if it is one, write convention= and one of "
                    + String.join(", ", HeadConvention.WORDS.keySet())));
        }
        HeadConvention known = convention;
        BoxDecoder decoder = decoder(known)
                .orElseThrow(() -> model.unfit("gives " + outputs + ", which is not what " + known + " gives"));
        return new Head(known, decoder);
    }

    private Optional<HeadConvention> recognised() throws IOException {
        if (find(each -> named(each, "detection_boxes")).isPresent()) {
            return Optional.of(HeadConvention.TENSORFLOW);
        }
        if (outputs.size() >= 3 && boxes(HeadConvention.ONNX_ZOO).flatMap(this::labels).isPresent()) {
            return Optional.of(HeadConvention.ONNX_ZOO);
        }
        if (outputs.size() >= 3 && boxes(HeadConvention.TORCHVISION).flatMap(this::labels).isPresent()) {
            return Optional.of(HeadConvention.TORCHVISION);
        }
        List<HeadConvention> fitting = DENSE.stream().filter(each -> dense(each).isPresent()).toList();
        if (fitting.size() > 1) {
            int names = ClassNames.of(model, settings, 0).size();
            List<HeadConvention> named = fitting.stream().filter(each -> classes(each) == names).toList();
            if (named.size() != 1) {
                throw model.unfit("gives " + outputs + ", which may be " + fitting.stream().map(Object::toString)
                        .collect(Collectors.joining(" or ")) + "; write convention= or classes=");
            }
            return Optional.of(named.getFirst());
        }
        return fitting.isEmpty() && find(each -> isDense(each) && each.length(2) == END_TO_END_ROW).isPresent()
                ? Optional.of(HeadConvention.END_TO_END)
                : fitting.stream().findFirst();
    }

    /** The output that has as many boxes as the canvas has cells; other outputs may be parts of it. */
    private Optional<Output> dense(HeadConvention convention) {
        return find(each -> isDense(each) && !hasBoxesApart(each) && switch (convention) {
            case YOLOX -> each.length(2) > 5 && Grid.of(each.length(1), width, height).isPresent();
            case YOLOV5 -> each.length(2) > 5 && each.length(1) % 3 == 0
                    && Grid.of(each.length(1) / 3, width, height).isPresent();
            default -> each.length(1) > 4 && Grid.of(each.length(2), width, height).isPresent();
        });
    }

    private int classes(HeadConvention convention) {
        Output output = dense(convention).orElseThrow();
        return convention == HeadConvention.YOLOV8 ? output.length(1) - 4 : output.length(2) - 5;
    }

    private static boolean isDense(Output output) {
        return output.rank() == 3 && output.length(0) == 1 && !output.whole();
    }

    /** Whether another output has a box for each of its rows: then it has the classes alone, as none of these conventions. */
    private boolean hasBoxesApart(Output output) {
        return find(each -> isDense(each) && each.length(1) == output.length(1) && each.length(2) == 4).isPresent();
    }

    private Optional<BoxDecoder> decoder(HeadConvention convention) throws ModelException {
        boolean best = settings.word("labels", Map.of("best", true, "all", false), convention.best());
        return switch (convention) {
            case YOLOX -> yolox(best);
            case YOLOV5 -> dense(convention).or(() -> find(each -> isDense(each) && each.length(2) > 5))
                    .map(each -> new AnchorDecoder(each.name(), each.length(2) - 5, best));
            case YOLOV8 -> dense(convention).or(() -> find(each -> isDense(each) && each.length(1) > 4))
                    .map(each -> new TransposedDecoder(each.name(), each.length(1) - 4, best));
            case END_TO_END -> find(each -> each.rank() == 3 && each.length(2) == END_TO_END_ROW)
                    .map(each -> new EndToEndDecoder(each.name()));
            case TORCHVISION, TENSORFLOW, ONNX_ZOO -> ssd(convention);
        };
    }

    private Optional<BoxDecoder> yolox(boolean best) throws ModelException {
        Optional<Output> output = dense(HeadConvention.YOLOX);
        if (output.isEmpty()) {
            return Optional.empty();
        }
        boolean decoded = settings.word("decoded", YES_NO, YoloxDecoder.isDecoded(output.get(), width));
        Grid grid = Grid.of(output.get().length(1), width, height).orElseThrow();
        return Optional.of(
                new YoloxDecoder(output.get().name(), output.get().length(2) - 5, grid, decoded, best));
    }

    private Optional<BoxDecoder> ssd(HeadConvention convention) throws ModelException {
        Optional<Output> boxes = boxes(convention);
        Optional<Output> labels = boxes.flatMap(this::labels);
        Optional<Output> scores = find(each -> named(each, "detection_scores"))
                .or(() -> find(each -> named(each, "score")))
                .or(() -> find(each -> !each.whole() && boxes.isPresent() && isOneEach(each, boxes.get())));
        if (boxes.isEmpty() || labels.isEmpty() || scores.isEmpty()) {
            return Optional.empty();
        }
        boolean torch = convention == HeadConvention.TORCHVISION;
        int first = settings.whole("first", 1, 0, 1000);
        return Optional.of(new SsdDecoder(boxes.get().name(), labels.get().name(), scores.get().name(), !torch,
                convention == HeadConvention.TENSORFLOW, first));
    }

    private Optional<Output> boxes(HeadConvention convention) {
        if (convention == HeadConvention.TENSORFLOW) {
            return find(each -> named(each, "detection_boxes"));
        }
        boolean torch = convention == HeadConvention.TORCHVISION;
        boolean batched = !torch || settings.has("convention");
        return find(each -> (each.rank() == 2 && torch || each.rank() == 3 && batched) && each.length(-1) == 4
                && !each.whole());
    }

    private Optional<Output> labels(Output boxes) {
        return find(each -> named(each, "detection_classes")).or(() -> find(each -> named(each, "label")))
                .or(() -> find(each -> each.whole() && isOneEach(each, boxes)));
    }

    /** Whether an output has one number for each box; that of how many boxes there are has not. */
    private static boolean isOneEach(Output output, Output boxes) {
        return output.rank() == boxes.rank() - 1 && 4 * output.values().length == boxes.values().length;
    }

    private Optional<Output> find(Predicate<Output> wanted) {
        return outputs.stream().filter(wanted).findFirst();
    }

    /** By the last part of its name, where converters put the paths of scopes before it. */
    private static boolean named(Output output, String part) {
        String name = output.name().toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('/') + 1).startsWith(part);
    }
}
