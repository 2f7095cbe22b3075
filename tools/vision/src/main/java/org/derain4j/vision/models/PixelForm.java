package org.derain4j.vision.models;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.derain4j.engine.ModelException;

/**
 * What a network's input holds of a pixel: (level * scale - mean) / std.
 *
 * @param bgr   blue first, else red
 * @param scale of the levels 0 to 255
 * @param mean  by channel in the network's order
 * @param std   by channel in the network's order
 */
record PixelForm(boolean bgr, double scale, double[] mean, double[] std) {

    private static final Map<String, Boolean> ORDERS = Map.of("RGB", false, "BGR", true);
    private static final double[] ZERO = {0, 0, 0};
    private static final double[] ONE = {1, 1, 1};
    private static final int LEVELS = 256;

    /** Levels as they are. */
    static PixelForm levels(boolean bgr) {
        return new PixelForm(bgr, 1, ZERO, ONE);
    }

    /** 0 to 1, red first. */
    static PixelForm unit() {
        return new PixelForm(false, 1.0 / 255, ZERO, ONE);
    }

    /** As most classifiers of ImageNet were trained, and what stands on them. */
    static PixelForm imageNet() {
        return new PixelForm(false, 1.0 / 255, new double[]{0.485, 0.456, 0.406}, new double[]{0.229, 0.224, 0.225});
    }

    /** With what is written in its place. */
    PixelForm with(Settings settings) throws ModelException {
        double[] deviations = settings.channels("std", std);
        if (DoubleStream.of(deviations).anyMatch(each -> each == 0)) {
            throw settings.wrong("std is divided by; write numbers other than 0");
        }
        return new PixelForm(settings.word("order", ORDERS, bgr), settings.number("scale", scale, -1e6, 1e6),
                settings.channels("mean", mean), deviations);
    }

    boolean isLevels() {
        return scale == 1 && DoubleStream.of(mean).allMatch(each -> each == 0)
                && DoubleStream.of(std).allMatch(each -> each == 1);
    }

    /** Red, green, blue are 0, 1, 2. */
    int band(int channel) {
        return bgr ? 2 - channel : channel;
    }

    /** A channel's value for each level. */
    float[] table(int channel) {
        float[] table = new float[LEVELS];
        for (int level = 0; level < LEVELS; level++) {
            table[level] = (float) ((level * scale - mean[channel]) / std[channel]);
        }
        return table;
    }

    @Override
    public String toString() {
        String order = bgr ? "BGR" : "RGB";
        return DoubleStream.of(mean).allMatch(each -> each == 0) && DoubleStream.of(std).allMatch(each -> each == 1)
                ? order + " 0 to " + number(255 * scale)
                : "%s (x * %s - (%s)) / (%s)".formatted(order, number(scale), list(mean), list(std));
    }

    private static String list(double[] numbers) {
        return DoubleStream.of(numbers).mapToObj(PixelForm::number).collect(Collectors.joining(", "));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.4g", value);
    }
}
