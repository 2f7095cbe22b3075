package org.derain4j.kernels.program;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One dimension of a window by TensorFlow's definition, written out for tests: SAME padding covers what the last position of the
 * filter sticks out by, half of it before, rounded down.
 *
 * @param window stride and direction
 * @param kernel taps
 * @param large  size of the larger map
 */
record PlainWindow(Window window, int kernel, int large) {

    /**
     * A product of an output's sum.
     *
     * @param input which input
     * @param tap   which tap
     */
    record Product(int input, int tap) {}

    /** Every window with filters of 3 taps, and of 1 where there are such, on maps of 1 to 9. */
    static List<PlainWindow> all() {
        List<PlainWindow> all = new ArrayList<>();
        for (Window window : Window.values()) {
            for (int large = 1; large <= 9; large++) {
                all.add(new PlainWindow(window, 3, large));
                if (window.stride() == 1) {
                    all.add(new PlainWindow(window, 1, large));
                }
            }
        }
        return all;
    }

    /** Where the filter lies on the larger map, if its first tap met that map's first value: one place for each of the smaller. */
    private List<Integer> positions() {
        boolean byTwo = window == Window.CONV_STRIDE2 || window == Window.TRANSPOSED_STRIDE2;
        return IntStream.range(0, large).filter(position -> !byTwo || position % 2 == 0).boxed().toList();
    }

    int small() {
        return positions().size();
    }

    int padBefore() {
        return Math.max(0, positions().getLast() + kernel - large) / 2;
    }

    private boolean adjoint() {
        return window == Window.TRANSPOSED || window == Window.TRANSPOSED_STRIDE2;
    }

    int input() {
        return adjoint() ? small() : large;
    }

    int output() {
        return adjoint() ? large : small();
    }

    /** What an output sums up, in the order of the inputs. The transposed ones are the adjoint: outputs and inputs change places. */
    List<Product> products(int output) {
        List<Product> products = new ArrayList<>();
        for (int s = 0; s < small(); s++) {
            for (int tap = 0; tap < kernel; tap++) {
                int l = positions().get(s) + tap - padBefore();
                if (l >= 0 && l < large && (adjoint() ? l : s) == output) {
                    products.add(new Product(adjoint() ? s : l, tap));
                }
            }
        }
        return products;
    }
}
