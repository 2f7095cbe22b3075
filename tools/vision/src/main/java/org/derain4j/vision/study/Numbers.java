package org.derain4j.vision.study;

import java.util.Locale;
import org.derain4j.vision.metrics.Interval;

/** Figures as tables show them. */
final class Numbers {

    private Numbers() {}

    static String of(String figure, double value) {
        return shown(figure, value, "%");
    }

    static String signed(String figure, double value) {
        return shown(figure, value, "%+");
    }

    /** The value, and between what it lies on a line of its own. */
    static String twoLines(String figure, Interval interval) {
        return Double.isNaN(interval.value())
                ? "-\n"
                : of(figure, interval.value()) + "\n" + range(figure, interval);
    }

    private static String range(String figure, Interval interval) {
        return Double.isNaN(interval.low())
                ? ""
                : brief(figure, interval.low()) + "-" + brief(figure, interval.high());
    }

    /** Of a change. */
    static String signedRange(String figure, Interval interval) {
        return Double.isNaN(interval.low())
                ? "-"
                : signed(figure, interval.low()) + " to " + signed(figure, interval.high());
    }

    /** A table of all conditions is to fit a terminal. */
    private static String brief(String figure, double value) {
        return of(figure, value).replaceFirst("^0\\.", ".").replaceFirst("^1\\.000$", "1");
    }

    private static String shown(String figure, double value, String percent) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return String.format(Locale.ROOT, percent + (figure.equals(Figure.PSNR) ? ".2f" : ".3f"), value);
    }
}
