package org.derain4j.vision.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.derain4j.vision.metrics.Bootstrap;
import org.derain4j.vision.metrics.Interval;

/**
 * What a study has found, in figures.
 *
 * @param <E> what the task keeps of a look
 */
public final class Analysis<E> {

    /** Parts of equal size that pictures are put in by the strength of the rain on them. */
    private static final List<String> STRENGTHS = List.of("weakest", "middle", "strongest");

    /** Decibels. */
    private static final double WHOLE = 10;

    private final Task<E> task;
    private final Study<E> study;
    private final int resamples;
    private final long seed;
    private final Map<Condition, Resampled> all = new LinkedHashMap<>();
    private final Map<Figure, Count> counts;
    private final List<Difference> differences = new ArrayList<>();
    private final List<PictureChange> changes = new ArrayList<>();

    /**
     * Measures everything.
     *
     * @param resamples sets of pictures to draw for intervals
     * @param seed      that they are drawn by
     * @param threads   that measure; the results do not depend on them
     */
    public Analysis(Task<E> task, Study<E> study, int resamples, long seed, int threads) {
        this.task = task;
        this.study = study;
        this.resamples = resamples;
        this.seed = seed;
        counts = task.counts(study.seen(Condition.clean()));
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            List<Integer> everything = IntStream.range(0, study.samples().size()).boxed().toList();
            int[][] sets = sets(everything);
            for (Condition condition : study.conditions()) {
                all.put(condition, resampled(condition, everything, sets, pool));
            }
            for (Condition condition : study.derained()) {
                Condition before = condition.before().orElseThrow();
                all.get(condition).figures().forEach(figure -> differences.add(difference(condition, figure, "",
                        count(figure), all.get(before), all.get(condition))));
                pictureChanges(condition, before);
            }
            for (String rain : study.strengths().keySet()) {
                byStrength(rain, pool);
            }
        }
    }

    private int[][] sets(List<Integer> pictures) {
        return Bootstrap.weights(pictures.size(), resamples, seed);
    }

    private Resampled resampled(Condition condition, List<Integer> pictures, int[][] sets, ForkJoinPool pool) {
        List<Look<E>> looks = study.looks().get(condition);
        List<Look<E>> chosen = pictures.stream().map(looks::get).toList();
        Measure measure = new WithScores(task.measure(chosen.stream().map(Look::seen).toList()),
                chosen.stream().map(Look::score).toList());
        return new Resampled(measure, pictures.size(), sets, pool);
    }

    private static Difference difference(Condition condition, Figure figure, String strength, Count count,
            Resampled before,
            Resampled after) {
        return new Difference(condition, figure, strength, count, before.of(figure), after.of(figure),
                after.above(before, figure));
    }

    private Count count(Figure figure) {
        return figure.group() == Figure.Group.ALL
                ? new Count(study.samples().size(), study.samples().size())
                : counts.getOrDefault(new Figure("", figure.group(), figure.member()), new Count(0, 0));
    }

    private void pictureChanges(Condition condition, Condition before) {
        List<E> rainy = study.seen(before);
        List<E> derained = study.seen(condition);
        for (int i = 0; i < rainy.size(); i++) {
            changes.add(new PictureChange(condition, study.samples().get(i), i, task.pictureFigure(rainy.get(i)),
                    task.pictureFigure(derained.get(i))));
        }
    }

    /** By thirds of the pictures; fewer than three of them have none. */
    private void byStrength(String rain, ForkJoinPool pool) {
        List<Double> strengths = study.strengths().get(rain);
        List<Integer> order = IntStream.range(0, strengths.size()).boxed()
                .sorted(Comparator.comparing(strengths::get)).toList();
        if (order.size() < STRENGTHS.size()) {
            return;
        }
        List<Condition> derained = study.derained().stream().filter(condition -> condition.rain().equals(rain))
                .toList();
        for (int third = 0; third < STRENGTHS.size(); third++) {
            List<Integer> pictures = order.subList(third * order.size() / STRENGTHS.size(),
                    (third + 1) * order.size() / STRENGTHS.size()).stream().sorted().toList();
            int[][] sets = sets(pictures);
            Resampled before = derained.isEmpty() ? null : resampled(Condition.rainy(rain), pictures, sets, pool);
            for (Condition condition : derained) {
                Resampled after = resampled(condition, pictures, sets, pool);
                for (Figure figure : after.figures()) {
                    if (figure.group() == Figure.Group.ALL) {
                        differences.add(difference(condition, figure, STRENGTHS.get(third),
                                new Count(pictures.size(), pictures.size()), before,
                                after));
                    }
                }
            }
        }
    }

    /** The study. */
    public Study<E> study() {
        return study;
    }

    /** The task. */
    public Task<E> task() {
        return task;
    }

    /** Sets of pictures that were drawn. */
    public int resamples() {
        return resamples;
    }

    /** The first table's columns. */
    public List<String> columns() {
        List<String> columns = new ArrayList<>(task.columns());
        columns.addAll(List.of(Figure.PSNR, WithScores.SSIM));
        return columns;
    }

    /** All figures that there are of each condition. */
    public List<Figure> figures() {
        return all.get(Condition.clean()).figures();
    }

    /** One of them. */
    public Interval of(Condition condition, Figure figure) {
        return all.get(condition).of(figure);
    }

    /** The classes or sizes that are in the pictures, and how much of each. */
    public Map<String, Count> counts(Figure.Group group) {
        Map<String, Count> members = new LinkedHashMap<>();
        counts.forEach((figure, count) -> {
            if (figure.group() == group) {
                members.put(figure.member(), count);
            }
        });
        return members;
    }

    /** Every figure before and after each deraining: of all pictures, then by the strength of rain. */
    public List<Difference> differences() {
        return List.copyOf(differences);
    }

    /** Each picture before and after each deraining. */
    public List<PictureChange> changes() {
        return List.copyOf(changes);
    }

    /**
     * Where deraining harms: the figure that classes are compared by, of each class that is in the pictures, of each size and of each
     * third of the rain, and all figures of all pictures. What is sure comes first, the worst first.
     */
    public List<Difference> harm() {
        return candidates().filter(Difference::harms)
                .sorted(Comparator.comparing(Difference::sure).reversed().thenComparingDouble(Analysis::loss)).toList();
    }

    /** How many changes {@link #harm} has looked at. */
    public long compared() {
        return candidates().filter(difference -> !Double.isNaN(difference.change().value())).count();
    }

    private Stream<Difference> candidates() {
        return differences.stream().filter(difference -> difference.figure().group() != Figure.Group.CLASS
                || difference.figure().name().equals(task.classFigure()));
    }

    /** So that decibels stand beside shares: ten of them are as much as all there is. */
    private static double loss(Difference difference) {
        double change = difference.change().value();
        return difference.figure().name().equals(Figure.PSNR) ? change / WHOLE : change;
    }

    /** Pictures in which deraining harms, the worst first. */
    public List<PictureChange> harmedPictures() {
        return changes.stream().filter(change -> change.change() < 0)
                .sorted(Comparator.comparingDouble(PictureChange::change)).toList();
    }
}
