package org.derain4j.vision.study;

import org.derain4j.vision.metrics.Interval;

/**
 * A figure before and after deraining, on the same pictures.
 *
 * @param condition what was derained to
 * @param figure    which
 * @param strength  of the rain on these pictures: the weakest, middle or strongest of the study; empty for all pictures
 * @param count     what it rests on
 * @param before    rainy, or clean
 * @param after     derained
 * @param change    by how much it is higher after than before
 */
public record Difference(Condition condition, Figure figure, String strength, Count count, Interval before,
        Interval after,
        Interval change) {

    /** Whether deraining has lowered it. */
    public boolean harms() {
        return change.value() < 0;
    }

    /** Whether the interval of the change leaves 0 out, and is of enough pictures to say so. */
    public boolean sure() {
        return change.apartFromZero() && count.pictures() >= Count.ENOUGH;
    }

    /** What the pictures or objects are, in words. */
    public String of() {
        return !strength.isEmpty()
                ? strength + " third"
                : figure.member().isEmpty() ? "all" : figure.member();
    }

    /** Of which kind {@link #of} is. */
    public String group() {
        return !strength.isEmpty() ? "rain" : switch (figure.group()) {
            case ALL -> "all";
            case CLASS -> "class";
            case SIZE -> "size";
        };
    }
}
