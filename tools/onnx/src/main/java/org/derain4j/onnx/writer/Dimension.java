package org.derain4j.onnx.writer;

/** One extent of an input or output, as ONNX's TensorShapeProto.Dimension. */
public final class Dimension {

    private static final int DIM_VALUE = 1;
    private static final int DIM_PARAM = 2;

    private final ProtoMessage message;

    private Dimension(ProtoMessage message) {
        this.message = message;
    }

    /**
     * An extent that is always the same (dim_value).
     *
     * @param extent at least 0
     * @return the dimension
     */
    public static Dimension of(long extent) {
        return new Dimension(new ProtoMessage().number(DIM_VALUE, extent));
    }

    /**
     * An extent that whoever runs the file chooses (dim_param); the same name is the same extent.
     *
     * @param name for instance {@code height}
     * @return the dimension
     */
    public static Dimension named(String name) {
        return new Dimension(new ProtoMessage().text(DIM_PARAM, name));
    }

    /**
     * Extents that are all fixed.
     *
     * @param extents outermost first
     * @return as many dimensions
     */
    public static Dimension[] all(long... extents) {
        Dimension[] dimensions = new Dimension[extents.length];
        for (int a = 0; a < extents.length; a++) {
            dimensions[a] = of(extents[a]);
        }
        return dimensions;
    }

    ProtoMessage message() {
        return message;
    }
}
