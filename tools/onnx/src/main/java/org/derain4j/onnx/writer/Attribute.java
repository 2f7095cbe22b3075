package org.derain4j.onnx.writer;

/** A node's attribute, as ONNX's AttributeProto. */
public final class Attribute {

    private static final int NAME = 1;
    private static final int F = 2;
    private static final int I = 3;
    private static final int S = 4;
    private static final int FLOATS = 7;
    private static final int INTS = 8;
    private static final int TYPE = 20;

    private static final int TYPE_FLOAT = 1;
    private static final int TYPE_INT = 2;
    private static final int TYPE_STRING = 3;
    private static final int TYPE_FLOATS = 6;
    private static final int TYPE_INTS = 7;

    private final ProtoMessage message;

    private Attribute(ProtoMessage message) {
        this.message = message;
    }

    /**
     * A whole number (INT, field i).
     *
     * @param name  as the operator's description has it
     * @param value of it
     * @return the attribute
     */
    public static Attribute number(String name, long value) {
        return new Attribute(begin(name, TYPE_INT).number(I, value));
    }

    /**
     * A type of elements, as Cast's {@code to} is one (INT, field i).
     *
     * @param name  as the operator's description has it
     * @param value of it
     * @return the attribute
     */
    public static Attribute type(String name, ElementType value) {
        return number(name, value.number());
    }

    /**
     * A real number (FLOAT, field f).
     *
     * @param name  as the operator's description has it
     * @param value of it
     * @return the attribute
     */
    public static Attribute real(String name, float value) {
        return new Attribute(begin(name, TYPE_FLOAT).real(F, value));
    }

    /**
     * A text (STRING, field s).
     *
     * @param name  as the operator's description has it
     * @param value of it
     * @return the attribute
     */
    public static Attribute text(String name, String value) {
        return new Attribute(begin(name, TYPE_STRING).text(S, value));
    }

    /**
     * Whole numbers (INTS, field ints).
     *
     * @param name   as the operator's description has it
     * @param values in order
     * @return the attribute
     */
    public static Attribute numbers(String name, long... values) {
        ProtoMessage message = begin(name, TYPE_INTS);
        for (long value : values) {
            message.number(INTS, value);
        }
        return new Attribute(message);
    }

    /**
     * Real numbers (FLOATS, field floats).
     *
     * @param name   as the operator's description has it
     * @param values in order
     * @return the attribute
     */
    public static Attribute reals(String name, float... values) {
        ProtoMessage message = begin(name, TYPE_FLOATS);
        for (float value : values) {
            message.real(FLOATS, value);
        }
        return new Attribute(message);
    }

    ProtoMessage message() {
        return message;
    }

    private static ProtoMessage begin(String name, int type) {
        return new ProtoMessage().text(NAME, name).number(TYPE, type);
    }
}
