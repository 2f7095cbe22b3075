package org.derain4j.vision.study;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.derain4j.vision.labels.Box;
import org.derain4j.vision.labels.BoxLabels;
import org.derain4j.vision.labels.ClassMatching;
import org.derain4j.vision.labels.LabelledBox;
import org.derain4j.vision.metrics.AreaRange;
import org.derain4j.vision.metrics.Counts;
import org.derain4j.vision.metrics.DetectionFigure;
import org.derain4j.vision.metrics.DetectionMetrics;
import org.derain4j.vision.metrics.PictureDetections;
import org.derain4j.vision.metrics.PictureMatches;
import org.derain4j.vision.models.Detection;
import org.derain4j.vision.models.Detector;

/** Finding things: boxes beside labelled boxes. */
public final class DetectTask implements Task<PictureDetections> {

    private static final List<DetectionFigure> COLUMNS = List.of(DetectionFigure.AP50, DetectionFigure.AP,
            DetectionFigure.PRECISION, DetectionFigure.RECALL, DetectionFigure.MEAN_IOU);

    /** A figure of a size is named as that of all. */
    private static final List<AreaRange> SIZES = List.of(AreaRange.SMALL, AreaRange.MEDIUM, AreaRange.LARGE);

    private final Detector detector;
    private final Map<String, List<LabelledBox>> truths;
    private final ClassMatching classes;
    private final double atScore;
    private final Map<String, Object> about;

    /** Those that are labelled somewhere. */
    private final List<Integer> labelled;

    /**
     * Of a detector, which stays the caller's.
     *
     * @param labels  of all samples
     * @param classes which of the detector's are which of the labels'
     * @param atScore from which on a detection counts where figures are told at one score
     * @param about   for reports
     */
    public DetectTask(Detector detector, BoxLabels labels, ClassMatching classes, double atScore,
            Map<String, Object> about) {
        this.detector = detector;
        this.classes = classes;
        this.atScore = atScore;
        this.about = about;
        truths = new HashMap<>();
        TreeSet<Integer> found = new TreeSet<>();
        labels.byPicture().forEach((name, boxes) -> {
            List<LabelledBox> truth = classes.truth(boxes);
            truths.put(name, truth);
            truth.forEach(box -> found.add(box.classIndex()));
        });
        labelled = List.copyOf(found);
    }

    private static String words(AreaRange size) {
        return size.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Map<String, Object> about() {
        return about;
    }

    /** Names of the classes that both know. */
    public List<String> classes() {
        return classes.names();
    }

    /** What was found right, what wrongly and what was missed, from the stated score on. */
    public PictureMatches matches(PictureDetections look) {
        return DetectionMetrics.of(List.of(look), classes().size(), atScore).matches(0);
    }

    @Override
    public PictureDetections look(Sample sample, BufferedImage picture) {
        List<Detection> known = new ArrayList<>();
        for (Detection detection : detector.detect(picture)) {
            int label = classes.ofModel(detection.classIndex());
            if (label != ClassMatching.NONE) {
                known.add(new Detection(label, detection.score(), detection.box()));
            }
        }
        return new PictureDetections(truths.get(sample.name()), known);
    }

    @Override
    public Measure measure(List<PictureDetections> looks) {
        DetectionMetrics metrics = DetectionMetrics.of(looks, classes().size(), atScore);
        List<Figure> figures = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (DetectionFigure figure : COLUMNS) {
            figures.add(Figure.ofAll(figure.title()));
            places.add(metrics.index(figure, -1));
        }
        for (AreaRange size : SIZES) {
            figures.add(Figure.ofSize(DetectionFigure.AP.title(), words(size)));
            places.add(metrics.index(size.precision(), -1));
        }
        for (int index : labelled) {
            for (DetectionFigure figure : COLUMNS) {
                figures.add(Figure.ofClass(figure.title(), classes().get(index)));
                places.add(metrics.index(figure, index));
            }
        }
        return new ChosenFigures(metrics, figures, places);
    }

    @Override
    public Map<Figure, Count> counts(List<PictureDetections> looks) {
        Map<Figure, Count> counts = new LinkedHashMap<>();
        SIZES.forEach(size -> count(looks, box -> AreaRange.of(box.area()) == size)
                .ifPresent(count -> counts.put(Figure.ofSize("", words(size)), count)));
        labelled.forEach(index -> count(looks, box -> box.classIndex() == index)
                .ifPresent(count -> counts.put(Figure.ofClass("", classes().get(index)), count)));
        return counts;
    }

    /** Of objects that are to be found. */
    private static Optional<Count> count(List<PictureDetections> looks, Predicate<LabelledBox> which) {
        int[] objects = looks.stream().mapToInt(look -> (int) look.truth().stream()
                .filter(box -> !box.crowd() && !box.ignored()).filter(which).count()).toArray();
        int sum = IntStream.of(objects).sum();
        return sum == 0
                ? Optional.empty()
                : Optional.of(new Count(sum, (int) IntStream.of(objects).filter(one -> one > 0).count()));
    }

    @Override
    public String counted() {
        return "objects";
    }

    @Override
    public List<String> columns() {
        return COLUMNS.stream().map(DetectionFigure::title).toList();
    }

    @Override
    public String classFigure() {
        return DetectionFigure.AP50.title();
    }

    @Override
    public String pictureFigure() {
        return DetectionFigure.F1.title();
    }

    /** Where nothing is there, finding nothing is right: so that what is found there after deraining counts as harm. */
    @Override
    public double pictureFigure(PictureDetections look) {
        double f1 = counts(look).f1();
        return Double.isNaN(f1) ? 1 : f1;
    }

    @Override
    public Map<String, Object> details(PictureDetections look) {
        Counts counts = counts(look);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("right", counts.right());
        details.put("wrong", counts.wrong());
        details.put("missed", counts.missed());
        details.put("detections", look.detections().stream().filter(one -> one.score() >= atScore).map(this::told)
                .toList());
        return details;
    }

    private Map<String, Object> told(Detection detection) {
        Map<String, Object> told = new LinkedHashMap<>();
        Box box = detection.box();
        told.put("class", classes().get(detection.classIndex()));
        told.put("score", detection.score());
        told.put("box", List.of(box.x(), box.y(), box.width(), box.height()));
        return told;
    }

    private Counts counts(PictureDetections look) {
        return matches(look).counts();
    }
}
