package org.derain4j.vision.models;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.derain4j.engine.ModelException;

/** Recognises detectors by what comes out of them. */
final class Heads {

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
            throws ModelException {
        return new Heads(model, settings, outputs, width, height).head();
    }

    private Head head() throws ModelException {
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

    private Optional<HeadConvention> recognised() {
        if (find(each -> named(each, "detection_boxes")).isPresent()) {
            return Optional.of(HeadConvention.TENSORFLOW);
        }
        if (outputs.size() >= 3 && boxes(HeadConvention.ONNX_ZOO).isPresent() && labels().isPresent()) {
            return Optional.of(HeadConvention.ONNX_ZOO);
        }
        if (outputs.size() >= 3 && boxes(HeadConvention.TORCHVISION).isPresent() && labels().isPresent()) {
            return Optional.of(HeadConvention.TORCHVISION);
        }
        for (Output output : outputs) {
            if (output.rank() == 3 && output.length(0) == 1 && !output.whole()) {
                int rows = output.length(1);
                int columns = output.length(2);
                if (columns > 5 && Grid.of(rows, width, height).isPresent()) {
                    return Optional.of(HeadConvention.YOLOX);
                }
                if (columns > 5 && rows % 3 == 0 && Grid.of(rows / 3, width, height).isPresent()) {
                    return Optional.of(HeadConvention.YOLOV5);
                }
                if (rows > 4 && Grid.of(columns, width, height).isPresent()) {
                    return Optional.of(HeadConvention.YOLOV8);
                }
                if (columns == 6) {
                    return Optional.of(HeadConvention.END_TO_END);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<BoxDecoder> decoder(HeadConvention convention) throws ModelException {
        boolean best = settings.word("labels", Map.of("best", true, "all", false), convention.best());
        Optional<Output> dense = find(each -> each.rank() == 3 && each.length(0) == 1 && !each.whole());
        return switch (convention) {
            case YOLOX -> yolox(best);
            case YOLOV5 -> dense.filter(each -> each.length(2) > 5)
                    .map(each -> new AnchorDecoder(each.name(), each.length(2) - 5, best));
            case YOLOV8 -> dense.filter(each -> each.length(1) > 4)
                    .map(each -> new TransposedDecoder(each.name(), each.length(1) - 4, best));
            case END_TO_END -> find(each -> each.rank() == 3 && each.length(2) == 6)
                    .map(each -> new EndToEndDecoder(each.name()));
            case TORCHVISION, TENSORFLOW, ONNX_ZOO -> ssd(convention);
        };
    }

    private Optional<BoxDecoder> yolox(boolean best) throws ModelException {
        for (Output output : outputs) {
            if (output.rank() == 3 && output.length(2) > 5) {
                Optional<Grid> grid = Grid.of(output.length(1), width, height);
                if (grid.isPresent()) {
                    boolean decoded = settings.word("decoded", YES_NO, YoloxDecoder.isDecoded(output, width));
                    return Optional.of(
                            new YoloxDecoder(output.name(), output.length(2) - 5, grid.get(), decoded, best));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<BoxDecoder> ssd(HeadConvention convention) throws ModelException {
        Optional<Output> boxes = boxes(convention);
        Optional<Output> labels = labels();
        Optional<Output> scores = find(each -> named(each, "detection_scores"))
                .or(() -> find(each -> named(each, "score")))
                .or(() -> find(each -> !each.whole() && boxes.isPresent() && each.rank() == boxes.get().rank() - 1));
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
        int rank = convention == HeadConvention.TORCHVISION ? 2 : 3;
        return find(each -> each.rank() == rank && each.length(-1) == 4 && !each.whole());
    }

    private Optional<Output> labels() {
        return find(each -> named(each, "detection_classes")).or(() -> find(each -> named(each, "label")))
                .or(() -> find(Output::whole));
    }

    private Optional<Output> find(Predicate<Output> wanted) {
        return outputs.stream().filter(wanted).findFirst();
    }

    private static boolean named(Output output, String part) {
        return output.name().toLowerCase(Locale.ROOT).startsWith(part);
    }
}
