package org.derain4j.vision.study;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.derain4j.vision.labels.ClassMask;
import org.derain4j.vision.metrics.Confusion;
import org.derain4j.vision.metrics.SegmentationFigure;
import org.derain4j.vision.metrics.SegmentationMetrics;
import org.derain4j.vision.models.Segmenter;

/** Naming pixels: masks beside labelled masks. */
public final class SegmentTask implements Task<Confusion> {

    private static final String MIOU = "mIoU";

    private final Segmenter segmenter;
    private final Function<Sample, ClassMask> truths;
    private final List<String> classes;
    private final int[] labelOf;
    private final Map<String, Object> about;

    /** Classes that the segmenter knows: what it cannot find says nothing about rain. */
    private final Set<Integer> known;

    /**
     * Of a segmenter, which the task closes.
     *
     * @param truths  the mask of a sample, of the sample's size
     * @param classes names of the masks' classes, all of them
     * @param labelOf the class of the masks that each of the segmenter's is, -1 for none
     * @param about   for reports
     */
    public SegmentTask(Segmenter segmenter, Function<Sample, ClassMask> truths, List<String> classes, int[] labelOf,
            Map<String, Object> about) {
        this.segmenter = segmenter;
        this.truths = truths;
        this.classes = List.copyOf(classes);
        this.labelOf = labelOf.clone();
        this.about = about;
        known = IntStream.of(labelOf).filter(label -> label >= 0).boxed().collect(Collectors.toSet());
    }

    @Override
    public String name() {
        return "segment";
    }

    @Override
    public Map<String, Object> about() {
        return about;
    }

    /** Names of the masks' classes. */
    public List<String> classes() {
        return classes;
    }

    @Override
    public Confusion look(Sample sample, BufferedImage picture) {
        return Confusion.of(truths.apply(sample), mask(picture), classes.size());
    }

    /** What the segmenter finds in a picture, in the masks' classes. */
    public ClassMask mask(BufferedImage picture) {
        ClassMask found = segmenter.segment(picture);
        byte[] labels = new byte[found.classes().length];
        for (int i = 0; i < labels.length; i++) {
            int index = found.classes()[i] & 255;
            int label = index < labelOf.length ? labelOf[index] : -1;
            labels[i] = (byte) (label < 0 ? ClassMask.IGNORED : label);
        }
        return new ClassMask(found.width(), found.height(), labels);
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
        for (int index : known.stream().sorted().toList()) {
            for (SegmentationFigure figure : List.of(SegmentationFigure.IOU, SegmentationFigure.ACCURACY)) {
                figures.add(Figure.ofClass(figure.title(), classes.get(index)));
                places.add(metrics.index(figure, index));
            }
        }
        return new ChosenFigures(metrics, figures, places);
    }

    private SegmentationMetrics metrics(List<Confusion> looks) {
        return SegmentationMetrics.of(looks, known);
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
    public Map<Figure, Integer> counts(List<Confusion> looks) {
        Map<Figure, Integer> counts = new LinkedHashMap<>();
        for (int index : known.stream().sorted().toList()) {
            int count = (int) looks.stream().filter(look -> look.of(index) > 0).count();
            if (count > 0) {
                counts.put(Figure.ofClass("", classes.get(index)), count);
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

    @Override
    public void close() {
        segmenter.close();
    }
}
