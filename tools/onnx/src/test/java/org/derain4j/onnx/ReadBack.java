package org.derain4j.onnx;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What stands in an ONNX file, read by field numbers alone.
 *
 * @param nodes     in the order of the file
 * @param constants names of the weights and of other constants
 */
record ReadBack(List<Node> nodes, List<String> constants) {

    private static final int GRAPH = 7;
    private static final int NODE = 1;
    private static final int INITIALIZER = 5;
    private static final int INITIALIZER_NAME = 8;

    /** An operation. */
    record Node(String name, String operator, List<String> operands, List<String> results) {}

    static ReadBack of(byte[] file) {
        ReadBack read = new ReadBack(new ArrayList<>(), new ArrayList<>());
        fields(ByteBuffer.wrap(file), (field, graph) -> {
            if (field == GRAPH) {
                fields(graph, read::graphField);
            }
        });
        return read;
    }

    private void graphField(int field, ByteBuffer message) {
        if (field == NODE) {
            nodes.add(node(message));
        } else if (field == INITIALIZER) {
            fields(message, (number, bytes) -> {
                if (number == INITIALIZER_NAME) {
                    constants.add(text(bytes));
                }
            });
        }
    }

    private static Node node(ByteBuffer message) {
        List<String> operands = new ArrayList<>();
        List<String> results = new ArrayList<>();
        String[] nameAndOperator = new String[2];
        fields(message, (field, bytes) -> {
            switch (field) {
                case 1 -> operands.add(text(bytes));
                case 2 -> results.add(text(bytes));
                case 3 -> nameAndOperator[0] = text(bytes);
                case 4 -> nameAndOperator[1] = text(bytes);
                default -> {
                }
            }
        });
        return new Node(nameAndOperator[0], nameAndOperator[1], operands, results);
    }

    /** Visits the fields that have a length; numbers are passed over. */
    static void fields(ByteBuffer message, BiConsumer<Integer, ByteBuffer> visitor) {
        while (message.hasRemaining()) {
            long tag = varint(message);
            long value = varint(message);
            if ((tag & 7) == 2) {
                visitor.accept((int) (tag >>> 3), message.slice(message.position(), (int) value));
                message.position(message.position() + (int) value);
            } else if ((tag & 7) != 0) {
                throw new AssertionError("field " + (tag >>> 3) + " is neither a number nor has it a length");
            }
        }
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes.get();
            value |= (next & 0x7FL) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }
}
