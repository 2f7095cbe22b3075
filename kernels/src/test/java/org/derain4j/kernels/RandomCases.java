package org.derain4j.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.derain4j.kernels.program.Epilogue;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.derain4j.kernels.program.Window;

/**
 * Shapes around every kernel's tile (6 or 12 pixels, 8 to 32 channels): one less, equal, one more, primes, odd and single sizes,
 * with every epilogue and with two inputs.
 */
public final class RandomCases {

    private static final int[][] SIZES = {{1, 1}, {1, 5}, {2, 6}, {3, 7}, {5, 11}, {4, 12}, {7, 13}, {9, 1}, {13, 25}};
    private static final int[][] CHANNELS = {{1, 1}, {3, 7}, {5, 8}, {7, 9}, {8, 15}, {4, 16}, {9, 17}, {6, 31},
        {3, 33}};

    private final Random random = new Random(42);
    private final List<OpCase> cases = new ArrayList<>();

    public static List<OpCase> all() {
        RandomCases builder = new RandomCases();
        for (Window window : Window.values()) {
            for (int i = 0; i < SIZES.length; i++) {
                for (int j = 0; j < 3; j++) {
                    builder.convolution(window, SIZES[i], CHANNELS[(i + 3 * j) % CHANNELS.length], (i + j) % 6);
                }
            }
        }
        builder.wide();
        builder.winograd();
        for (int[] size : SIZES) {
            for (int features : new int[]{1, 7, 8, 16, 17}) {
                builder.lstm(size, features);
            }
            for (int channels : new int[]{1, 4, 8, 12, 24, 33}) {
                builder.pointwise(size, channels);
            }
        }
        return builder.cases;
    }

    /** Enough columns and channels for several strips per row. */
    private void wide() {
        for (Window window : Window.values()) {
            convolution(window, new int[]{3, 211}, new int[]{80, 5}, 2);
        }
    }

    /** Channels in whole vectors, in one block and in several, and sizes around the tiles and their groups of six. */
    private void winograd() {
        int[][] sizes = {{4, 4}, {5, 9}, {7, 4}, {8, 24}, {10, 26}, {13, 27}, {16, 6}, {18, 58}};
        int[][] narrow = {{16, 16}, {32, 33}, {48, 40}, {16, 64}, {16, 80}, {32, 150}};
        int[][] wide = {{48, 48}, {64, 49}, {48, 64}, {64, 80}, {48, 150}};
        for (int i = 0; i < sizes.length; i++) {
            for (int variant : new int[]{0, 2, 3, 5}) {
                for (Window window : Window.values()) {
                    int[][] channels = window.stride() == 1 ? narrow : wide;
                    convolution(window, sizes[i], channels[(i + variant + window.ordinal()) % channels.length],
                            variant);
                }
            }
        }
        convolution(Window.TRANSPOSED, new int[]{6, 211}, new int[]{128, 16}, 3);
        convolution(Window.CONV_STRIDE2, new int[]{10, 420}, new int[]{64, 48}, 3);
        convolution(Window.TRANSPOSED_STRIDE2, new int[]{10, 420}, new int[]{128, 64}, 3);
        lstm(new int[]{9, 27}, 31);
        lstm(new int[]{4, 5}, 32);
        lstm(new int[]{6, 7}, 75);
    }

    private void convolution(Window window, int[] larger, int[] channels, int variant) {
        int height = larger[0];
        int width = larger[1];
        int stride = window.stride();
        Shape large = new Shape(height, width, 1);
        Shape small = new Shape((height + stride - 1) / stride, (width + stride - 1) / stride, 1);
        boolean up = window == Window.TRANSPOSED_STRIDE2;
        Shape in = up ? small : large;
        Shape out = with(up ? large : small, channels[1]);
        OpCase c = new OpCase(window + " " + in.height() + "x" + in.width() + " to " + out + " from " + channels[0]
                + " channels, variant " + variant);
        List<Integer> inputs = new ArrayList<>();
        if (variant % 2 == 1 && channels[0] > 1) {
            inputs.add(map(c, with(in, channels[0] / 2)));
            inputs.add(map(c, with(in, channels[0] - channels[0] / 2)));
        } else {
            inputs.add(map(c, with(in, channels[0])));
        }
        int kernel = stride == 1 && variant == 4 ? 1 : 3;
        List<Integer> shape = window.transposed()
                ? List.of(kernel, kernel, channels[1], channels[0])
                : List.of(kernel, kernel, channels[0], channels[1]);
        String filter = parameter(c, "filter", shape, window.transposed());
        String bias = variant >= 2 ? parameter(c, "bias", List.of(channels[1])) : null;
        String slope = variant >= 1 ? parameter(c, "slope", List.of(channels[1])) : null;
        int addend = variant >= 3 ? map(c, out) : Epilogue.NO_MAP;
        Epilogue epilogue = new Epilogue(bias, slope, addend, variant == 5);
        cases.add(c.step(new Step.Convolution(inputs, window, filter, epilogue, c.output(out, null))));
    }

    private void lstm(int[] size, int features) {
        int channels = features > 30 ? 16 : 1 + features / 2;
        Shape x = new Shape(size[0], size[1], channels);
        Shape state = with(x, features);
        OpCase zero = new OpCase("conv-lstm zero state " + x + " to " + features);
        int input = map(zero, x);
        zero.step(new Step.ConvLstmZeroState(input, lstmFilter(zero, channels, features), lstmBias(zero, features),
                zero.output(state, null)));
        cases.add(zero);
        OpCase general = new OpCase("conv-lstm " + x + " to " + features);
        int gx = map(general, x);
        int h = map(general, state);
        int cell = map(general, state);
        general.step(
                new Step.ConvLstm(gx, h, cell, lstmFilter(general, channels, features), lstmBias(general, features),
                        general.output(state, null), general.output(state, null)));
        cases.add(general);
    }

    private String lstmFilter(OpCase c, int channels, int features) {
        return parameter(c, "weights", List.of(3, 3, channels + features, 4 * features));
    }

    private String lstmBias(OpCase c, int features) {
        return parameter(c, "biases", List.of(4 * features));
    }

    private void pointwise(int[] size, int channels) {
        Shape shape = new Shape(size[0], size[1], channels);
        OpCase prelu = new OpCase("prelu " + shape);
        cases.add(prelu.step(new Step.Prelu(map(prelu, shape), parameter(prelu, "slope", List.of(channels)),
                prelu.output(shape, null))));
        for (boolean negated : new boolean[]{false, true}) {
            OpCase add = new OpCase((negated ? "subtract " : "add ") + shape);
            cases.add(add.step(new Step.Add(map(add, shape), map(add, shape), negated, add.output(shape, null))));
        }
        for (Step.Function function : Step.Function.values()) {
            OpCase c = new OpCase(function + " " + shape);
            cases.add(c.step(new Step.Pointwise(map(c, shape), function, c.output(shape, null))));
        }
        OpCase attention = new OpCase("channel attention " + shape);
        int f = map(attention, shape);
        int skip = map(attention, shape);
        int reduced = Math.max(1, channels / 4);
        cases.add(attention.step(new Step.ChannelAttention(f,
                new Step.Dense(parameter(attention, "w1", List.of(1, 1, channels, reduced)),
                        parameter(attention, "b1", List.of(reduced)), parameter(attention, "slope", List.of(reduced))),
                new Step.Dense(parameter(attention, "w2", List.of(1, 1, reduced, channels)),
                        parameter(attention, "b2", List.of(channels)), null),
                skip, attention.output(shape, null))));
        for (int factor : new int[]{2, 4}) {
            OpCase box = new OpCase("box by " + factor + " to " + shape);
            Shape large = new Shape(size[0] * factor, size[1] * factor, channels);
            cases.add(box.step(new Step.BoxDownscale(map(box, large), factor, box.output(shape, null))));
        }
    }

    private int map(OpCase c, Shape shape) {
        return c.input(shape, values((int) shape.floats(), 1));
    }

    private String parameter(OpCase c, String name, List<Integer> shape) {
        return parameter(c, name, shape, false);
    }

    /** Parameters are scaled by their fan-in, so that sums, and with them rounding, are about 1. */
    private String parameter(OpCase c, String name, List<Integer> shape, boolean transposed) {
        int floats = shape.stream().reduce(1, (a, b) -> a * b);
        int outputs = transposed ? shape.get(2) : shape.getLast();
        return c.filter(name, shape, values(floats, shape.size() == 1 ? 0.5 : Math.sqrt((double) outputs / floats)));
    }

    private float[] values(int count, double scale) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * scale);
        }
        return values;
    }

    private static Shape with(Shape shape, int channels) {
        return new Shape(shape.height(), shape.width(), channels);
    }
}
