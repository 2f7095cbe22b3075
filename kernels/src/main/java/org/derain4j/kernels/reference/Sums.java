package org.derain4j.kernels.reference;

import java.util.List;
import org.derain4j.kernels.cpu.MapView;
import org.derain4j.kernels.program.FilterLayout;
import org.derain4j.kernels.program.Parameters.Parameter;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Window;

/**
 * The sum of a convolution at one output value, over the concatenation of its inputs, in double. Padding is left out
 * instead of added as zeros. A stride-2 transposed convolution is taken by its definition as the adjoint of the stride-2
 * convolution.
 */
final class Sums {

    private final List<MapView> inputs;
    private final Window window;
    private final FilterLayout layout;
    private final float[] values;
    private final int padTop;
    private final int padLeft;

    Sums(List<MapView> inputs, Window window, Parameter filter, Shape output) {
        this.inputs = inputs;
        this.window = window;
        this.layout = FilterLayout.of(filter, window);
        this.values = filter.values();
        Shape larger = window == Window.TRANSPOSED_STRIDE2 ? output : inputs.getFirst().shape();
        this.padTop = window.padBefore(layout.height(), larger.height());
        this.padLeft = window.padBefore(layout.width(), larger.width());
    }

    double at(int y, int x, int channel) {
        double sum = 0;
        for (int ky = 0; ky < layout.height(); ky++) {
            int iy = source(y, ky, padTop, inputs.getFirst().shape().height());
            if (iy < 0) {
                continue;
            }
            for (int kx = 0; kx < layout.width(); kx++) {
                int ix = source(x, kx, padLeft, inputs.getFirst().shape().width());
                if (ix >= 0) {
                    sum += tap(iy, ix, ky, kx, channel);
                }
            }
        }
        return sum;
    }

    private double tap(int iy, int ix, int ky, int kx, int channel) {
        double sum = 0;
        int ci = 0;
        for (MapView input : inputs) {
            for (int c = 0; c < input.shape().channels(); c++, ci++) {
                sum += (double) input.get(iy, ix, c) * values[layout.index(ky, kx, ci, channel)];
            }
        }
        return sum;
    }

    /** The input position that tap k meets at an output position, or -1 if there is none. */
    private int source(int position, int k, int pad, int size) {
        int source;
        if (window.transposed()) {
            // position = stride * source + k - pad, read backwards
            int scaled = position + pad - k;
            if (scaled < 0 || scaled % window.stride() != 0) {
                return -1;
            }
            source = scaled / window.stride();
        } else {
            source = position * window.stride() + k - pad;
        }
        return source < size ? source : -1;
    }
}
