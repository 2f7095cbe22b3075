package org.derain4j.vision.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.derain4j.vision.labels.LabelledBox;
import org.derain4j.vision.metrics.PictureMatches.Match;
import org.derain4j.vision.models.Detection;

/**
 * Detections in a set of pictures beside the truth, by COCO's rules: the figures are those of pycocotools, tested against it. A class
 * without objects has no average precision and no recall: NaN here, -1 there; both leave it out of means. What pycocotools does not have
 * are objects that are {@linkplain LabelledBox#ignored ignored}, as VOC's difficult ones; they are treated as those that are out of a
 * range of sizes: a detection that finds one does not count, a second one is wrong.
 *
 * <p>{@link DetectionFigure#PRECISION}, {@link DetectionFigure#RECALL} and {@link DetectionFigure#MEAN_IOU} take the detections from a
 * stated score on, matched in the same way at IoU 0.5, class by class. MSPFN's paper reports "Precision", "Recall" and "IoU" of YOLOv3 and
 * says neither at which score and threshold nor over what they are averaged. Darknet, YOLOv3's own program, has three figures of these
 * names in its widespread fork ({@code detector map}): the first two over the boxes of all classes at a stated score, as here; its IoU
 * takes a wrong detection as 0, so it is our mean IoU times our precision. So directions can be compared with the paper's; numbers
 * cannot, with other pictures, another detector and, it may be, another score.
 */
public final class DetectionMetrics extends Metrics<DetectionFigure> {

    private static final int AT_75 = 5;

    private final double atScore;
    private final List<PictureMatches> matches;

    /** By class. */
    private final ClassDetections[] byClass;

    /** One class: its detections by {@link AreaRange}, and its counts in each picture. */
    private record ClassDetections(Ranking[] ranges, Counts[] counts) {}

    private DetectionMetrics(List<PictureDetections> pictures, int classes, double atScore) {
        super(DetectionFigure.values().length, pictures.size(), classes);
        this.atScore = atScore;
        matches = pictures.stream().map(picture -> new PictureMatches(new ArrayList<>(), new ArrayList<>(),
                new ArrayList<>(), new ArrayList<>())).toList();
        List<List<PictureDetections>> sorted = pictures.stream().map(picture -> byClass(picture, classes)).toList();
        byClass = IntStream.range(0, classes)
                .mapToObj(k -> classDetections(sorted.stream().map(picture -> picture.get(k)).toList()))
                .toArray(ClassDetections[]::new);
    }

    /**
     * Looks at a set of pictures.
     *
     * @param pictures in an order that decides between detections of the same score
     * @param classes  how many there are; those of truths and detections are below
     * @param atScore  from which on detections count for {@link #counts} and {@link #matches}
     */
    public static DetectionMetrics of(List<PictureDetections> pictures, int classes, double atScore) {
        return new DetectionMetrics(pictures, classes, atScore);
    }

    /** What was found in a picture, at the stated score. */
    public PictureMatches matches(int picture) {
        return matches.get(picture);
    }

    /** Numbers of boxes in all pictures, at the stated score. */
    public Counts counts() {
        return matches.stream().map(PictureMatches::counts)
                .reduce(Counts.NONE, (sum, picture) -> sum.plus(picture, 1));
    }

    /** The same of one class. */
    public Counts counts(int classIndex) {
        return Arrays.stream(byClass[classIndex].counts)
                .reduce(Counts.NONE, (sum, picture) -> sum.plus(picture, 1));
    }

    private static List<PictureDetections> byClass(PictureDetections picture, int classes) {
        List<PictureDetections> byClass = IntStream.range(0, classes)
                .mapToObj(k -> new PictureDetections(new ArrayList<>(), new ArrayList<>())).toList();
        picture.truth().forEach(box -> byClass.get(box.classIndex()).truth().add(box));
        picture.detections().forEach(found -> byClass.get(found.classIndex()).detections().add(found));
        return byClass;
    }

    private ClassDetections classDetections(List<PictureDetections> pictures) {
        Matching[] matchings = pictures.stream()
                .map(picture -> picture.truth().isEmpty() && picture.detections().isEmpty()
                        ? null
                        : new Matching(picture.truth(), picture.detections()))
                .toArray(Matching[]::new);
        Counts[] counts = new Counts[matchings.length];
        Ranking[] ranges = new Ranking[AreaRange.values().length];
        for (AreaRange range : AreaRange.values()) {
            Matching.Verdicts[] verdicts = Arrays.stream(matchings)
                    .map(matching -> matching == null ? null : matching.of(range)).toArray(Matching.Verdicts[]::new);
            ranges[range.ordinal()] = new Ranking(matchings, verdicts);
            if (range == AreaRange.ALL) {
                Arrays.setAll(counts, i -> matchings[i] == null
                        ? Counts.NONE
                        : add(matchings[i], verdicts[i], matches.get(i)));
            }
        }
        return new ClassDetections(ranges, counts);
    }

    /** Adds what one class's detections found in a picture, from the stated score on. */
    private Counts add(Matching matching, Matching.Verdicts verdicts, PictureMatches into) {
        PictureMatches own = new PictureMatches(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(),
                new ArrayList<>());
        boolean[] found = verdicts.ignored().clone();
        for (int d = 0; d < matching.found().size() && matching.found().get(d).score() >= atScore; d++) {
            Detection detection = matching.found().get(d);
            int partner = verdicts.partners()[d];
            if (partner >= 0) {
                (verdicts.ignored()[partner] ? own.neither() : own.right())
                        .add(new Match(detection, matching.truth(partner), matching.iou(d, partner)));
                found[partner] = true;
            } else if ((verdicts.wrong()[d] & 1) != 0) {
                own.wrong().add(detection);
            }
        }
        for (int i = 0; i < found.length; i++) {
            if (!found[i]) {
                own.missed().add(matching.truth(i));
            }
        }
        into.right().addAll(own.right());
        into.wrong().addAll(own.wrong());
        into.neither().addAll(own.neither());
        into.missed().addAll(own.missed());
        return own.counts();
    }

    @Override
    void measure(int[] weights, double[] into) {
        Counts all = Counts.NONE;
        for (int k = 0; k < byClass.length; k++) {
            ClassDetections detections = byClass[k];
            Counts counts = Counts.NONE;
            for (int picture = 0; picture < weights.length; picture++) {
                if (weights[picture] > 0) {
                    counts = counts.plus(detections.counts[picture], weights[picture]);
                }
            }
            putCounts(counts, k, into);
            all = all.plus(counts, 1);
            for (AreaRange range : AreaRange.values()) {
                putPrecision(range, detections.ranges[range.ordinal()], k, weights, into);
            }
        }
        for (DetectionFigure figure : DetectionFigure.values()) {
            into[index(figure, -1)] = IntStream.range(0, byClass.length).mapToDouble(k -> into[index(figure, k)])
                    .filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
        }
        putCounts(all, -1, into);
    }

    private void putCounts(Counts counts, int classIndex, double[] into) {
        into[index(DetectionFigure.PRECISION, classIndex)] = counts.precision();
        into[index(DetectionFigure.RECALL, classIndex)] = counts.recall();
        into[index(DetectionFigure.F1, classIndex)] = counts.f1();
        into[index(DetectionFigure.MEAN_IOU, classIndex)] = counts.meanIou();
    }

    private void putPrecision(AreaRange range, Ranking ranking, int classIndex, int[] weights, double[] into) {
        long objects = ranking.objects(weights);
        if (objects == 0) {
            return;
        }
        double[] precisions = IntStream.range(0, Matching.THRESHOLDS.length)
                .mapToDouble(t -> ranking.averagePrecision(t, weights, objects)).toArray();
        into[index(range.precision, classIndex)] = Arrays.stream(precisions).average().orElseThrow();
        into[index(range.recall, classIndex)] = ranking.recall(2, weights, objects);
        if (range == AreaRange.ALL) {
            into[index(DetectionFigure.AP50, classIndex)] = precisions[0];
            into[index(DetectionFigure.AP75, classIndex)] = precisions[AT_75];
            into[index(DetectionFigure.AR1, classIndex)] = ranking.recall(0, weights, objects);
            into[index(DetectionFigure.AR10, classIndex)] = ranking.recall(1, weights, objects);
        }
    }
}
