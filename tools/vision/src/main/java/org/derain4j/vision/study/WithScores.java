package org.derain4j.vision.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.derain4j.cli.eval.Score;

/** A task's measure with the means of PSNR and SSIM behind it; they are NaN where pictures have none. */
final class WithScores implements Measure {

    /** Of the structural similarity. */
    static final String SSIM = "SSIM";

    private final Measure task;
    private final double[] psnr;
    private final double[] ssim;

    WithScores(Measure task, List<Optional<Score>> scores) {
        this.task = task;
        // As in the means of derain eval, a picture that equals the truth is not in the mean of the decibels.
        psnr = values(scores, score -> Double.isInfinite(score.psnr()) ? Double.NaN : score.psnr());
        ssim = values(scores, Score::ssim);
    }

    private static double[] values(List<Optional<Score>> scores, ToDoubleFunction<Score> value) {
        return scores.stream().mapToDouble(score -> score.map(value::applyAsDouble).orElse(Double.NaN)).toArray();
    }

    @Override
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(task.figures());
        figures.addAll(List.of(Figure.ofAll(Figure.PSNR), Figure.ofAll(SSIM)));
        return figures;
    }

    @Override
    public double[] of(int[] weights) {
        double[] own = task.of(weights);
        double[] all = Arrays.copyOf(own, own.length + 2);
        all[own.length] = mean(psnr, weights);
        all[own.length + 1] = mean(ssim, weights);
        return all;
    }

    private static double mean(double[] values, int[] weights) {
        double sum = 0;
        long count = 0;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                sum += weights[i] * values[i];
                count += weights[i];
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}
