package org.derain4j.onnx;

/**
 * A node's attribute, as ONNX's AttributeProto.
 *
 * @param message the encoded attribute
 */
record Attribute(ProtoMessage message) {

    private static final int NAME = 1;
    private static final int I = 3;
    private static final int S = 4;
    private static final int INTS = 8;
    private static final int TYPE = 20;

    private static final int TYPE_INT = 2;
    private static final int TYPE_STRING = 3;
    private static final int TYPE_INTS = 7;

    static Attribute number(String name, long value) {
        return new Attribute(begin(name, TYPE_INT).number(I, value));
    }

    static Attribute text(String name, String value) {
        return new Attribute(begin(name, TYPE_STRING).text(S, value));
    }

    static Attribute numbers(String name, long... values) {
        ProtoMessage message = begin(name, TYPE_INTS);
        for (long value : values) {
            message.number(INTS, value);
        }
        return new Attribute(message);
    }

    private static ProtoMessage begin(String name, int type) {
        return new ProtoMessage().text(NAME, name).number(TYPE, type);
    }
}
