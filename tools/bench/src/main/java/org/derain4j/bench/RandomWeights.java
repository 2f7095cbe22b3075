package org.derain4j.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.derain4j.engine.graph.Graph;
import org.derain4j.engine.graph.Variables;
import org.derain4j.kernels.program.Parameters.Parameter;

/** Weights for who measures time, which does not depend on what they are. */
public final class RandomWeights {

    private static final long SEED = 20200325;

    private RandomWeights() {}

    /**
     * Of all variables of a network; deviations by fan-in, so that no value grows beyond what a trained network has.
     *
     * @param graph the network
     * @return by official name, in the order of the graph; always the same
     */
    public static Map<String, Parameter> of(Graph graph) {
        Random random = new Random(SEED);
        Map<String, Parameter> weights = new LinkedHashMap<>();
        Variables.of(graph).forEach((name, shape) -> weights.put(name, new Parameter(shape,
                gaussians(random, shape.stream().reduce(1, Math::multiplyExact), deviation(shape)))));
        return weights;
    }

    private static double deviation(List<Integer> shape) {
        return shape.size() == 1 ? 0.1 : 0.5 / Math.sqrt(9.0 * Math.max(shape.get(2), shape.get(3)));
    }

    /**
     * Normally distributed values.
     *
     * @param random    their source
     * @param count     how many
     * @param deviation their standard deviation
     * @return a new array
     */
    static float[] gaussians(Random random, int count, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }
}
