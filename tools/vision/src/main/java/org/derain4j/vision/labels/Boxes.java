package org.derain4j.vision.labels;

import java.util.regex.Pattern;
import org.derain4j.cli.common.Failure;

/** Numbers of labels, and which of them can be boxes of a picture. */
final class Boxes {

    /** How far beyond a picture's border labels may lie, in parts of its side: rounding, and the hand of who has drawn them. */
    private static final double BEYOND = 0.01;
    /** Labels that count pixels from 0 where the format has 1 first, or from 1 where it has 0. */
    private static final double ONE_OFF = 1.5;

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{1,300}\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

    private Boxes() {}

    /** The number that a text is; NaN if it is none, or is not finite. */
    static double number(String text) {
        String stripped = text.strip();
        double value = NUMBER.matcher(stripped).matches() ? Double.parseDouble(stripped) : Double.NaN;
        return Double.isFinite(value) ? value : Double.NaN;
    }

    /** The part of a box that lies in the picture. */
    static Box cut(double left, double top, double right, double bottom, Size size) {
        double x = Math.clamp(left, 0, size.width());
        double y = Math.clamp(top, 0, size.height());
        return new Box(x, y, Math.clamp(right, x, size.width()) - x, Math.clamp(bottom, y, size.height()) - y);
    }

    /** Whether a box leaves the picture by more than its corners can be wrong by. */
    static boolean leaves(double left, double top, double right, double bottom, Size size) {
        double wide = BEYOND * size.width() + ONE_OFF;
        double high = BEYOND * size.height() + ONE_OFF;
        return left < -wide || top < -high || right > size.width() + wide || bottom > size.height() + high;
    }

    /** Refuses labels that speak of another size than the picture has; what has no size in the labels (0) is not looked at. */
    static void requireSameSize(String where, double width, double height, Size size) {
        if (width > 0 && height > 0 && (width != size.width() || height != size.height())) {
            throw Failure.input("%s: labels a picture of %.0fx%.0f pixels, but this one has %s; give the pictures that"
                    .formatted(where, width, height, size) + " were labelled.");
        }
    }
}
