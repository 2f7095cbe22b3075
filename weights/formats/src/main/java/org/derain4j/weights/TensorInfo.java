package org.derain4j.weights;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a file says of one tensor. Immutable.
 *
 * @param name the name in the file
 * @param dtype the stored element type
 * @param shape extents, outermost first; empty for a scalar
 */
public record TensorInfo(String name, DType dtype, List<Long> shape) {

    /**
     * Copies the shape.
     *
     * @param name the name in the file
     * @param dtype the stored element type
     * @param shape extents, outermost first; empty for a scalar
     */
    public TensorInfo {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(dtype, "dtype");
        Objects.requireNonNull(shape, "shape");
        shape = List.copyOf(shape);
    }

    /**
     * The number of elements.
     *
     * @return the product of the extents, 1 for a scalar
     * @throws ArithmeticException where the product exceeds a long, which no tensor of an opened file does
     */
    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /**
     * Type and shape in a form for messages.
     *
     * @return for example {@code F32[3,3,64,64]}
     */
    public String describe() {
        return dtype + shape.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }
}
