package org.derain4j.kernels;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Parameters.Parameter;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;

/**
 * One operation with inputs and parameters, as a program of one step in which every map has a slot of its own. Expected
 * results are TensorFlow's where it computed them, otherwise those of the reference backend.
 */
public final class OpCase {

    private final String name;
    private final List<FeatureMap> maps = new ArrayList<>();
    private final Map<Integer, float[]> given = new LinkedHashMap<>();
    private final Map<String, Parameter> parameters = new HashMap<>();
    private final Map<Integer, double[]> expected = new LinkedHashMap<>();
    private final List<Integer> outputs = new ArrayList<>();
    private Step step;

    OpCase(String name) {
        this.name = name;
    }

    /** Adds an input map. */
    public int input(Shape shape, float[] values) {
        int map = map(shape);
        given.put(map, values);
        return map;
    }

    /** Adds a result; expected may be null where the reference backend is to say. */
    public int output(Shape shape, double[] values) {
        int map = map(shape);
        outputs.add(map);
        if (values != null) {
            expected.put(map, values);
        }
        return map;
    }

    public String filter(String filterName, List<Integer> shape, float[] values) {
        parameters.put(filterName, new Parameter(shape, values));
        return filterName;
    }

    public OpCase step(Step only) {
        this.step = only;
        return this;
    }

    private int map(Shape shape) {
        maps.add(new FeatureMap("map" + maps.size(), shape, maps.size()));
        return maps.size() - 1;
    }

    /** Runs the case; results are first filled with NaN, so that a value never written is seen. */
    public Map<Integer, float[]> run(Backend backend) {
        Program program = new Program(maps, List.of(step), List.copyOf(given.keySet()), outputs);
        try (Executable executable = backend.prepare(program, new Parameters(parameters))) {
            given.forEach(executable::write);
            for (int output : outputs) {
                float[] nan = new float[(int) maps.get(output).shape().floats()];
                java.util.Arrays.fill(nan, Float.NaN);
                executable.write(output, nan);
            }
            executable.run(StepListener.NONE);
            return collect(executable::read);
        }
    }

    private Map<Integer, float[]> collect(IntFunction<float[]> read) {
        Map<Integer, float[]> results = new LinkedHashMap<>();
        outputs.forEach(output -> results.put(output, read.apply(output)));
        return results;
    }

    /** What a backend's results must be close to. */
    public Map<Integer, double[]> expected() {
        if (expected.isEmpty()) {
            try (Backend reference = Backends.open(Backends.REFERENCE, 1, false)) {
                run(reference).forEach((map, values) -> {
                    double[] wide = new double[values.length];
                    for (int i = 0; i < wide.length; i++) {
                        wide[i] = values[i];
                    }
                    expected.put(map, wide);
                });
            }
        }
        return expected;
    }

    public Step step() {
        return step;
    }

    /** Whether it is a convolution or an LSTM: what a backend that knows several ways does in several ways. */
    public boolean isConvolution() {
        return step instanceof Step.Convolution || step instanceof Step.ConvLstm
                || step instanceof Step.ConvLstmZeroState;
    }

    /** The same with other values in some inputs and in a filter: what is computed there in numbers of fewer digits. */
    public OpCase rounded(List<Integer> inputs, String filter, UnaryOperator<float[]> rounding) {
        OpCase copy = new OpCase(name + ", rounded");
        copy.maps.addAll(maps);
        given.forEach((map, values) -> copy.given.put(map, inputs.contains(map) ? rounding.apply(values) : values));
        copy.parameters.putAll(parameters);
        copy.parameters.computeIfPresent(filter, (_, f) -> new Parameter(f.shape(), rounding.apply(f.values())));
        copy.outputs.addAll(outputs);
        copy.step = step;
        return copy;
    }

    public Shape shape(int map) {
        return maps.get(map).shape();
    }

    @Override
    public String toString() {
        return name;
    }
}
