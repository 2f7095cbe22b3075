package org.derain4j.onnx.writer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * ONNX's GraphProto in the making: nodes, constants, inputs and outputs. Every value has one name, and a node with one
 * result has the name of that result. A name that is made twice, or read before it is made, is an
 * {@link IllegalArgumentException}: a runtime would refuse the file.
 */
public final class OnnxGraph {

    private static final int NODE = 1;
    private static final int NAME = 2;
    private static final int INITIALIZER = 5;
    private static final int INPUT = 11;
    private static final int OUTPUT = 12;

    private final ProtoMessage message;
    private final Set<String> names = new HashSet<>();
    private int nodes;

    /**
     * An empty graph.
     *
     * @param name of the graph (GraphProto.name)
     */
    public OnnxGraph(String name) {
        message = new ProtoMessage().text(NAME, name);
    }

    ProtoMessage message() {
        return message;
    }

    int nodes() {
        return nodes;
    }

    /**
     * Appends a node of one result (NodeProto), of the default operator set.
     *
     * @param name       of the node and of its result
     * @param operator   op_type
     * @param operands   input: names made before; an empty one leaves out an optional operand
     * @param attributes as the operator wants them
     * @return the name
     */
    public String node(String name, String operator, List<String> operands, Attribute... attributes) {
        node(name, operator, operands, List.of(name), attributes);
        return name;
    }

    /**
     * Appends a node of several results (NodeProto).
     *
     * @param name       of the node
     * @param operator   op_type
     * @param operands   input: names made before; an empty one leaves out an optional operand
     * @param results    output: new names
     * @param attributes as the operator wants them
     */
    public void node(String name, String operator, List<String> operands, List<String> results,
            Attribute... attributes) {
        operands.stream().filter(operand -> !operand.isEmpty()).forEach(this::requireMade);
        results.forEach(this::make);
        ProtoMessage node = new ProtoMessage();
        operands.forEach(operand -> node.text(1, operand));
        results.forEach(result -> node.text(2, result));
        node.text(3, name).text(4, operator);
        for (Attribute attribute : attributes) {
            node.message(5, attribute.message());
        }
        message.message(NODE, node);
        nodes++;
    }

    /**
     * Adds weights (initializer, FLOAT).
     *
     * @param name   of them
     * @param tensor of any rank; rank 0 is a scalar
     * @return the name
     */
    public String floats(String name, Tensor tensor) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(tensor.values().length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(tensor.values());
        constant(name, ElementType.FLOAT, tensor.shape(), tensor.values().length, bytes.array());
        return name;
    }

    /**
     * Adds whole numbers of any extents (initializer, INT64).
     *
     * @param name   of them
     * @param shape  extents, outermost first; none for a scalar
     * @param values row-major
     * @return the name
     */
    public String int64s(String name, int[] shape, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        constant(name, ElementType.INT64, shape, values.length, bytes.array());
        return name;
    }

    /**
     * A list of whole numbers as a constant (initializer, INT64, one axis), stored once however often it is asked for.
     *
     * @param values in order
     * @return its name, made of the values
     */
    public String int64s(long... values) {
        StringBuilder name = new StringBuilder("const");
        for (long value : values) {
            name.append('_').append(value);
        }
        return names.contains(name.toString())
                ? name.toString()
                : int64s(name.toString(), new int[]{values.length}, values);
    }

    /**
     * Declares an input (GraphProto.input).
     *
     * @param name  of it
     * @param type  of its elements
     * @param shape extents, outermost first
     * @return the name
     */
    public String input(String name, ElementType type, Dimension... shape) {
        make(name);
        message.message(INPUT, value(name, type, shape));
        return name;
    }

    /**
     * Declares an output (GraphProto.output).
     *
     * @param name  of a value that is made
     * @param type  of its elements
     * @param shape extents, outermost first
     */
    public void output(String name, ElementType type, Dimension... shape) {
        requireMade(name);
        message.message(OUTPUT, value(name, type, shape));
    }

    private void constant(String name, ElementType type, int[] shape, int elements, byte[] littleEndian) {
        if (IntStream.of(shape).reduce(1, Math::multiplyExact) != elements) {
            throw new IllegalArgumentException(
                    name + ": " + elements + " values do not fill " + Arrays.toString(shape));
        }
        make(name);
        ProtoMessage tensor = new ProtoMessage();
        for (int extent : shape) {
            tensor.number(1, extent);
        }
        message.message(INITIALIZER, tensor.number(2, type.number()).text(8, name).bytes(9, littleEndian));
    }

    private static ProtoMessage value(String name, ElementType type, Dimension... dimensions) {
        ProtoMessage shape = new ProtoMessage();
        for (Dimension dimension : dimensions) {
            shape.message(1, dimension.message());
        }
        ProtoMessage tensorType = new ProtoMessage().number(1, type.number()).message(2, shape);
        return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensorType));
    }

    private void make(String name) {
        if (name.isEmpty() || !names.add(name)) {
            throw new IllegalArgumentException("a value needs a name of its own, not \"" + name + "\"");
        }
    }

    private void requireMade(String name) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException("\"" + name + "\" is read before it is made");
        }
    }
}
