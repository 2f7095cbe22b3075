package org.derain4j.kernels.reference;

import org.derain4j.kernels.cpu.MapView;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;

/** The operations without a filter, one row of the result at a time. */
final class Pointwise {

    private Pointwise() {}

    /** Mean of factor x factor pixels. */
    static void boxDownscale(MapView in, int factor, MapView out, int y) {
        Shape shape = out.shape();
        for (int x = 0; x < shape.width(); x++) {
            for (int c = 0; c < shape.channels(); c++) {
                double sum = 0;
                for (int dy = 0; dy < factor; dy++) {
                    for (int dx = 0; dx < factor; dx++) {
                        sum += in.get(y * factor + dy, x * factor + dx, c);
                    }
                }
                out.set(y, x, c, (float) (sum / (factor * factor)));
            }
        }
    }

    static void prelu(MapView in, float[] slope, MapView out, int y) {
        Shape shape = out.shape();
        for (int x = 0; x < shape.width(); x++) {
            for (int c = 0; c < shape.channels(); c++) {
                out.set(y, x, c, (float) prelu(in.get(y, x, c), slope[c]));
            }
        }
    }

    static void apply(Step.Function function, MapView in, MapView out, int y) {
        Shape shape = out.shape();
        for (int x = 0; x < shape.width(); x++) {
            for (int c = 0; c < shape.channels(); c++) {
                double value = in.get(y, x, c);
                out.set(y, x, c, (float) switch (function) {
                    case SIGMOID -> sigmoid(value);
                    case TANH -> Math.tanh(value);
                });
            }
        }
    }

    static void add(MapView left, MapView right, boolean negated, MapView out, int y) {
        Shape shape = out.shape();
        for (int x = 0; x < shape.width(); x++) {
            for (int c = 0; c < shape.channels(); c++) {
                double b = right.get(y, x, c);
                out.set(y, x, c, (float) (left.get(y, x, c) + (negated ? -b : b)));
            }
        }
    }

    static double prelu(double x, double slope) {
        return Math.max(0, x) + slope * Math.min(0, x);
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
