package org.derain4j.vision.metrics;

import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Masks of a set of pictures beside the truth. The pixels of all pictures are counted in one table of confusions, and the figures are
 * those of the table, as Cityscapes, VOC and the papers that use them have it, not means of pictures' figures: a class that is small in
 * a picture would weigh there as much as a large one.
 *
 * <p>The mean intersection over union is over the classes that are in the truth or in the result of any picture: a class that is only in
 * the result counts, with 0, because the result is wrong about it; a class that is in neither tells nothing. Where all classes are in the
 * truth, as they are in most test sets, this is the mean over all classes. Of sets that {@link Bootstrap} draws the same holds for each
 * set. A class that does not count in means, such as one that gathers all others, is still one that pixels can be wrongly taken for or
 * from, and counts in the pixel accuracy.
 */
public final class SegmentationMetrics extends Metrics<SegmentationFigure> {

    private final List<Confusion> pictures;
    private final int[] counted;

    private SegmentationMetrics(List<Confusion> pictures, Set<Integer> counted) {
        super(SegmentationFigure.values().length, pictures.size(), pictures.getFirst().classes());
        this.pictures = List.copyOf(pictures);
        this.counted = counted.stream().mapToInt(k -> k).sorted().toArray();
    }

    /**
     * Looks at a set of pictures.
     *
     * @param pictures at least one, all with the same classes
     * @param counted  the classes that count in means
     */
    public static SegmentationMetrics of(List<Confusion> pictures, Set<Integer> counted) {
        return new SegmentationMetrics(pictures, counted);
    }

    @Override
    void measure(int[] weights, double[] into) {
        Confusion all = Confusion.sum(pictures, weights);
        int[] classes = IntStream.range(0, all.classes()).toArray();
        for (int k : classes) {
            into[index(SegmentationFigure.IOU, k)] = share(all.at(k, k), all.of(k) + all.taken(k) - all.at(k, k));
            into[index(SegmentationFigure.ACCURACY, k)] = share(all.at(k, k), all.of(k));
        }
        IntToDoubleFunction iou = k -> into[index(SegmentationFigure.IOU, k)];
        into[index(SegmentationFigure.IOU, -1)] = mean(iou);
        into[index(SegmentationFigure.ACCURACY, -1)] = mean(k -> into[index(SegmentationFigure.ACCURACY, k)]);
        into[index(SegmentationFigure.PIXEL_ACCURACY, -1)] = share(
                IntStream.of(classes).mapToLong(k -> all.at(k, k)).sum(),
                IntStream.of(classes).mapToLong(all::of).sum());
        into[index(SegmentationFigure.WEIGHTED_IOU, -1)] = share(
                IntStream.of(counted).filter(k -> all.of(k) > 0).mapToDouble(k -> all.of(k) * iou.applyAsDouble(k))
                        .sum(),
                IntStream.of(counted).mapToLong(all::of).sum());
    }

    /** Over the classes that count and have a figure. */
    private double mean(IntToDoubleFunction figure) {
        return IntStream.of(counted).mapToDouble(figure).filter(value -> !Double.isNaN(value)).average()
                .orElse(Double.NaN);
    }
}
