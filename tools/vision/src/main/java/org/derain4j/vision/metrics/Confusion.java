package org.derain4j.vision.metrics;

import java.util.List;
import java.util.stream.IntStream;
import org.derain4j.vision.labels.ClassMask;

/** What the pixels of a picture are taken for. Pixels that the truth ignores are not in it. */
public final class Confusion {

    private final int classes;

    /** [truth][found]; the last column is what is none of the classes. */
    private final long[] pixels;

    private Confusion(int classes, long[] pixels) {
        this.classes = classes;
        this.pixels = pixels;
    }

    /**
     * Counts the pixels of a picture.
     *
     * @param truth   what is there, classes from 0 and {@link ClassMask#IGNORED}
     * @param found   what somebody takes it for; a class that is none of the truth's is wrong wherever it is, and so is
     *                {@link ClassMask#IGNORED}, which makes no class of the truth any larger
     * @param classes of the truth
     */
    public static Confusion of(ClassMask truth, ClassMask found, int classes) {
        if (truth.width() != found.width() || truth.height() != found.height()) {
            throw new IllegalArgumentException("a mask of " + found.width() + "x" + found.height()
                    + " cannot be compared with one of " + truth.width() + "x" + truth.height());
        }
        long[] pixels = new long[classes * (classes + 1)];
        for (int i = 0; i < truth.classes().length; i++) {
            int is = truth.classes()[i] & 255;
            if (is != ClassMask.IGNORED) {
                if (is >= classes) {
                    throw new IllegalArgumentException("class " + is + " in a truth of " + classes + " classes");
                }
                pixels[is * (classes + 1) + Math.min(found.classes()[i] & 255, classes)]++;
            }
        }
        return new Confusion(classes, pixels);
    }

    /** Classes of the truth. */
    public int classes() {
        return classes;
    }

    /** Pixels of one class that are taken for another, or, for {@link #classes}, for what is none of the classes. */
    public long at(int truth, int found) {
        return pixels[truth * (classes + 1) + found];
    }

    /** Pixels of a class. */
    public long of(int truth) {
        return IntStream.rangeClosed(0, classes).mapToLong(found -> at(truth, found)).sum();
    }

    /** Pixels that are taken for a class. */
    public long taken(int found) {
        return IntStream.range(0, classes).mapToLong(truth -> at(truth, found)).sum();
    }

    /** Of several pictures, each as often as said. */
    static Confusion sum(List<Confusion> pictures, int[] weights) {
        Confusion sum = new Confusion(pictures.getFirst().classes, new long[pictures.getFirst().pixels.length]);
        for (int picture = 0; picture < weights.length; picture++) {
            long[] pixels = pictures.get(picture).pixels;
            for (int i = 0; weights[picture] > 0 && i < pixels.length; i++) {
                sum.pixels[i] += weights[picture] * pixels[i];
            }
        }
        return sum;
    }
}
