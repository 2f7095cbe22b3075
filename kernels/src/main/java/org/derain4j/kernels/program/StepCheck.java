package org.derain4j.kernels.program;

import java.util.List;
import java.util.Objects;

/** Checks that shapes and parameters of every step fit together, once, so that no kernel has to. */
public final class StepCheck {

    private final Program program;
    private final Parameters parameters;

    private StepCheck(Program program, Parameters parameters) {
        this.program = program;
        this.parameters = parameters;
    }

    /**
     * Checks a whole program.
     *
     * @param program    its steps and maps
     * @param parameters those that its steps name
     * @throws IllegalArgumentException naming the step that does not fit
     */
    public static void check(Program program, Parameters parameters) {
        Objects.requireNonNull(program, "program");
        Objects.requireNonNull(parameters, "parameters");
        StepCheck check = new StepCheck(program, parameters);
        for (Step step : program.steps()) {
            check.named(step);
        }
    }

    private void named(Step step) {
        if (step instanceof Step.Bands bands) {
            bands.steps().forEach(this::named);
            return;
        }
        try {
            check(step);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + " in " + step, e);
        }
    }

    private void check(Step step) {
        switch (step) {
            case Step.BoxDownscale s -> {
                Shape in = shape(s.input());
                require(in.height() % s.factor() == 0 && in.width() % s.factor() == 0, in + " is no multiple of "
                        + s.factor());
                requireShape(s.output(), in.height() / s.factor(), in.width() / s.factor(), in.channels());
            }
            case Step.Convolution s -> convolution(s);
            case Step.ConvLstm s -> {
                int features = shape(s.hidden()).channels();
                lstmParameters(s.input(), features, s.filter(), s.bias());
                for (int map : List.of(s.hidden(), s.cell(), s.newCell(), s.newHidden())) {
                    requireShape(map, shape(s.input()).height(), shape(s.input()).width(), features);
                }
            }
            case Step.ConvLstmZeroState s -> {
                int features = shape(s.output()).channels();
                lstmParameters(s.input(), features, s.filter(), s.bias());
                requireShape(s.output(), shape(s.input()).height(), shape(s.input()).width(), features);
            }
            case Step.ChannelGate s -> {
                gate(s.input(), s.squeeze(), s.excite());
                requireShape(s.output(), 1, 1, shape(s.input()).channels());
            }
            case Step.ChannelScale s -> {
                requireShape(s.gate(), 1, 1, shape(s.input()).channels());
                requireSame(s.input(), s.skip());
                requireSame(s.input(), s.output());
            }
            case Step.Fetch s -> requireSame(s.stored(), s.output());
            case Step.Spill s -> requireSame(s.input(), s.stored());
            case Step.ChannelAttention s -> {
                gate(s.input(), s.squeeze(), s.excite());
                requireSame(s.input(), s.skip());
                requireSame(s.input(), s.output());
            }
            case Step.Prelu s -> {
                requireParameter(s.slope(), List.of(shape(s.input()).channels()));
                requireSame(s.input(), s.output());
            }
            case Step.Pointwise s -> requireSame(s.input(), s.output());
            case Step.Add s -> {
                requireSame(s.left(), s.right());
                requireSame(s.left(), s.output());
            }
            case Step.Bands s -> s.steps().forEach(this::check);
        }
    }

    private void convolution(Step.Convolution s) {
        Shape in = shape(s.inputs().getFirst());
        Shape out = shape(s.output());
        int channels = 0;
        require(s.inputs().size() <= 2, "more than two inputs");
        for (int input : s.inputs()) {
            require(shape(input).height() == in.height() && shape(input).width() == in.width(), "inputs " + in + " and "
                    + shape(input) + " differ in size");
            channels += shape(input).channels();
        }
        FilterLayout layout = FilterLayout.of(parameters.get(s.filter()), s.window());
        require(layout.height() == layout.width() && (layout.height() == 1 || layout.height() == 3), "a filter of "
                + layout.height() + "x" + layout.width() + " taps is neither 1x1 nor 3x3");
        require(layout.height() == 3 || s.window().stride() == 1, "1x1 filters have stride 1");
        require(layout.in() == channels, "the input has " + channels + " channels, the filter expects " + layout.in());
        require(layout.out() == out.channels(), "the output has " + out.channels() + " channels, the filter makes "
                + layout.out());
        Shape large = s.window().larger(in, out);
        Shape small = s.window().smaller(in, out);
        require(small.height() == s.window().smallerSide(large.height())
                && small.width() == s.window().smallerSide(large.width()),
                "sizes " + in + " and " + out + " do not fit");
        if (s.epilogue().bias() != null) {
            requireParameter(s.epilogue().bias(), List.of(out.channels()));
        }
        if (s.epilogue().slope() != null) {
            requireParameter(s.epilogue().slope(), List.of(out.channels()));
        }
        if (s.epilogue().hasAddend()) {
            requireSame(s.epilogue().addend(), s.output());
        }
    }

    private void lstmParameters(int input, int features, String filter, String bias) {
        LstmShape lstm = new LstmShape(shape(input).channels(), features);
        requireParameter(filter, lstm.filter());
        requireParameter(bias, lstm.bias());
    }

    private void gate(int input, Step.Dense squeeze, Step.Dense excite) {
        int channels = shape(input).channels();
        int reduced = parameters.get(squeeze.filter()).shape().getLast();
        dense(squeeze, channels, reduced);
        dense(excite, reduced, channels);
    }

    private void dense(Step.Dense dense, int in, int out) {
        requireParameter(dense.filter(), List.of(1, 1, in, out));
        requireParameter(dense.bias(), List.of(out));
        if (dense.slope() != null) {
            requireParameter(dense.slope(), List.of(out));
        }
    }

    private void requireParameter(String name, List<Integer> shape) {
        require(parameters.get(name).shape().equals(shape), "`" + name + "` has shape " + parameters.get(name).shape()
                + " where " + shape + " is needed");
    }

    private void requireShape(int map, int height, int width, int channels) {
        Shape needed = new Shape(height, width, channels);
        require(shape(map).equals(needed), "map #" + map + " is " + shape(map) + " where " + needed + " is needed");
    }

    private void requireSame(int one, int other) {
        require(shape(one).equals(shape(other)), "maps " + shape(one) + " and " + shape(other) + " differ");
    }

    private Shape shape(int map) {
        return program.maps().get(map).shape();
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
