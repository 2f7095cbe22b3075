package org.derain4j.kernels.program;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The parameters of a program by name: filters, biases, slopes, in the layouts that {@link Step} names. Immutable by
 * agreement: nobody writes to the arrays.
 */
public final class Parameters {

    private final Map<String, Parameter> byName;

    /**
     * Gathers parameters.
     *
     * @param byName the parameters; the map is copied, the arrays are not
     */
    public Parameters(Map<String, Parameter> byName) {
        Objects.requireNonNull(byName, "byName");
        this.byName = Map.copyOf(byName);
    }

    /**
     * One parameter.
     *
     * @param name as in the step
     * @return the parameter
     * @throws IllegalArgumentException if there is none of that name
     */
    public Parameter get(String name) {
        Objects.requireNonNull(name, "name");
        Parameter filter = byName.get(name);
        if (filter == null) {
            throw new IllegalArgumentException("the program asks for the parameter `" + name + "`, which is not given");
        }
        return filter;
    }

    /**
     * An array of parameters.
     *
     * @param shape  its extent, outermost first
     * @param values row-major
     */
    public record Parameter(List<Integer> shape, float[] values) {

        /**
         * Checks that the values fill the shape.
         *
         * @throws IllegalArgumentException if they do not
         */
        public Parameter {
            Objects.requireNonNull(shape, "shape");
            Objects.requireNonNull(values, "values");
            shape = List.copyOf(shape);
            long floats = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
            if (floats != values.length) {
                throw new IllegalArgumentException(
                        "a parameter of shape " + shape + " has " + values.length + " values");
            }
        }
    }
}
