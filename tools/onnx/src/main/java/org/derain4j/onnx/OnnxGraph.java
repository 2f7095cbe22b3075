package org.derain4j.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * ONNX's GraphProto in the making: nodes, constants, inputs and outputs. Every value has one name, and a node with one
 * result has the name of that result.
 */
final class OnnxGraph {

    private static final int NODE = 1;
    private static final int NAME = 2;
    private static final int INITIALIZER = 5;
    private static final int INPUT = 11;
    private static final int OUTPUT = 12;

    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private final ProtoMessage message;
    private final Set<String> constants = new HashSet<>();
    private int nodes;

    OnnxGraph(String name) {
        message = new ProtoMessage().text(NAME, name);
    }

    ProtoMessage message() {
        return message;
    }

    int nodes() {
        return nodes;
    }

    /** Appends a node whose operands exist; returns its name, which is its result's. */
    String node(String name, String operator, List<String> operands, Attribute... attributes) {
        node(name, operator, operands, List.of(name), attributes);
        return name;
    }

    /** Appends a node of several results. */
    void node(String name, String operator, List<String> operands, List<String> results, Attribute... attributes) {
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

    /** Adds weights and returns their name. */
    String floats(String name, Tensor tensor) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(tensor.values().length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(tensor.values());
        long[] shape = new long[tensor.shape().length];
        for (int a = 0; a < shape.length; a++) {
            shape[a] = tensor.shape()[a];
        }
        constant(name, FLOAT, shape, bytes.array());
        return name;
    }

    /** A list of whole numbers as a constant, stored once however often it is asked for. */
    String int64s(long... values) {
        StringBuilder name = new StringBuilder("const");
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            name.append('_').append(value);
            bytes.putLong(value);
        }
        if (constants.add(name.toString())) {
            constant(name.toString(), INT64, new long[]{values.length}, bytes.array());
        }
        return name.toString();
    }

    /** Declares a float map {@code [1, channels, height, width]} as input. */
    void input(String name, int channels, InputSize size) {
        message.message(INPUT, map(name, channels, size));
    }

    /** Declares a float map {@code [1, channels, height, width]} as output. */
    void output(String name, int channels, InputSize size) {
        message.message(OUTPUT, map(name, channels, size));
    }

    private void constant(String name, int type, long[] shape, byte[] littleEndian) {
        ProtoMessage tensor = new ProtoMessage();
        for (long extent : shape) {
            tensor.number(1, extent);
        }
        message.message(INITIALIZER, tensor.number(2, type).text(8, name).bytes(9, littleEndian));
    }

    private static ProtoMessage map(String name, int channels, InputSize size) {
        ProtoMessage shape = new ProtoMessage().message(1, extent(1)).message(1, extent(channels));
        switch (size) {
            case InputSize.Open _ -> shape.message(1, extent("height")).message(1, extent("width"));
            case InputSize.Fixed fixed -> shape.message(1, extent(fixed.height())).message(1, extent(fixed.width()));
        }
        ProtoMessage tensorType = new ProtoMessage().number(1, FLOAT).message(2, shape);
        return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensorType));
    }

    private static ProtoMessage extent(long value) {
        return new ProtoMessage().number(1, value);
    }

    private static ProtoMessage extent(String name) {
        return new ProtoMessage().text(2, name);
    }
}
