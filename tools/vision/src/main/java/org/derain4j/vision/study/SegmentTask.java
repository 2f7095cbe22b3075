package org.derain4j.vision.study;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.derain4j.vision.labels.ClassMask;
import org.derain4j.vision.labels.ClassMatching;
import org.derain4j.vision.labels.Size;
import org.derain4j.vision.metrics.Confusion;
import org.derain4j.vision.metrics.SegmentationFigure;
import org.derain4j.vision.metrics.SegmentationMetrics;
import org.derain4j.vision.models.Segmenter;

/** Naming pixels: masks beside labelled masks. */
public final class SegmentTask implements Task<Confusion> {

    private static final String MIOU = "mIoU";

    private final Segmenter segmenter;
    private final BiFunction<String, Size, ClassMask> truths;
    private final ClassMatching classes;
    private final Map<String, Object> about;

    /** Classes that count in means: all but what is <em>other</em>. */
    private final List<Integer> known;

    /**
     * Of a segmenter, which stays the caller's.
     *
     * @param truths  the mask of a sample by its name and size
     * @param classes which of the segmenter's are which of the masks'
     * @param about   for reports
     */
    public SegmentTask(Segmenter segmenter, BiFunction<String, Size, ClassMask> truths, ClassMatching classes,
            Map<String, Object> about) {
        this.segmenter = segmenter;
        this.truths = truths;
        this.classes = classes;
        this.about = about;
        known = IntStream.range(0, classes.names().size()).boxed().toList();
    }

    @Override
    public Map<String, Object> about() {
        return about;
    }

    /** Names of the classes that both know, and of what is none of them. */
    public List<String> classes() {
        return Stream.concat(classes.names().stream(), Stream.of("other")).toList();
    }

    @Override
    public Confusion look(Sample sample, BufferedImage picture) {
        ClassMask truth = truths.apply(sample.name(), new Size(picture.getWidth(), picture.getHeight()));
        return Confusion.of(classes.truth(truth), mask(picture), classes().size());
    }

    /** What the segmenter finds in a picture, by {@link #classes}. */
    public ClassMask mask(BufferedImage picture) {
        return classes.predicted(segmenter.segment(picture));
    }

    @Override
    public Measure measure(List<Confusion> looks) {
        SegmentationMetrics metrics = metrics(looks);
        List<Figure> figures = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        columnFigures().forEach((name, figure) -> {
            figures.add(Figure.ofAll(name));
            places.add(metrics.index(figure, -1));
        });
        for (int index : known) {
            for (SegmentationFigure figure : List.of(SegmentationFigure.IOU, SegmentationFigure.ACCURACY)) {
                figures.add(Figure.ofClass(figure.title(), classes().get(index)));
                places.add(metrics.index(figure, index));
            }
        }
        return new ChosenFigures(metrics, figures, places);
    }

    private SegmentationMetrics metrics(List<Confusion> looks) {
        return SegmentationMetrics.of(looks, Set.copyOf(known));
    }

    private static Map<String, SegmentationFigure> columnFigures() {
        Map<String, SegmentationFigure> figures = new LinkedHashMap<>();
        figures.put(MIOU, SegmentationFigure.IOU);
        figures.put("mean accuracy", SegmentationFigure.ACCURACY);
        figures.put("pixel accuracy", SegmentationFigure.PIXEL_ACCURACY);
        figures.put("weighted IoU", SegmentationFigure.WEIGHTED_IOU);
        return figures;
    }

    @Override
    public Map<Figure, Count> counts(List<Confusion> looks) {
        Map<Figure, Count> counts = new LinkedHashMap<>();
        for (int index : known) {
            int count = (int) looks.stream().filter(look -> look.of(index) > 0).count();
            if (count > 0) {
                counts.put(Figure.ofClass("", classes().get(index)), new Count(count, count));
            }
        }
        return counts;
    }

    @Override
    public String counted() {
        return "pictures";
    }

    @Override
    public List<String> columns() {
        return List.copyOf(columnFigures().keySet());
    }

    @Override
    public String classFigure() {
        return SegmentationFigure.IOU.title();
    }

    @Override
    public String pictureFigure() {
        return MIOU;
    }

    @Override
    public double pictureFigure(Confusion look) {
        return metrics(List.of(look)).figure(SegmentationFigure.IOU);
    }

    @Override
    public Map<String, Object> details(Confusion look) {
        SegmentationMetrics metrics = metrics(List.of(look));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("mean accuracy", metrics.figure(SegmentationFigure.ACCURACY));
        details.put("pixel accuracy", metrics.figure(SegmentationFigure.PIXEL_ACCURACY));
        return details;
    }
}
