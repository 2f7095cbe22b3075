package org.derain4j.weights;

import java.lang.foreign.MemorySegment;

/**
 * Walks over the fields of one protocol buffer message. The caller takes the fields it knows by number and leaves the
 * others, as the format asks.
 */
final class ProtoReader {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final ByteCursor cursor;
    private int field;
    private int wireType;
    private long number;
    private MemorySegment bytes;

    ProtoReader(MemorySegment message, String part, Origin origin) {
        this.cursor = new ByteCursor(message, part, origin);
    }

    /** Moves to the next field; false at the end of the message. */
    boolean next() throws WeightFormatException {
        if (!cursor.hasMore()) {
            return false;
        }
        long tag = cursor.varint();
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        if (field <= 0 || tag >>> 32 != 0) {
            throw cursor.damage("a field has no valid number");
        }
        switch (wireType) {
            case VARINT -> number = cursor.varint();
            case FIXED64 -> number = cursor.fixed64();
            case FIXED32 -> number = cursor.fixed32();
            case BYTES -> bytes = cursor.take(cursor.varint());
            default -> throw cursor.damage("field " + field + " is of the unknown kind " + wireType);
        }
        return true;
    }

    int field() {
        return field;
    }

    long varint() throws WeightFormatException {
        require(VARINT);
        return number;
    }

    /** An int32 or enum field, which the format stores as a 64-bit number. */
    int int32() throws WeightFormatException {
        long value = varint();
        if (value != (int) value) {
            throw cursor.damage("field " + field + " has more than 32 bits");
        }
        return (int) value;
    }

    int fixed32() throws WeightFormatException {
        require(FIXED32);
        return (int) number;
    }

    MemorySegment message() throws WeightFormatException {
        require(BYTES);
        return bytes;
    }

    WeightFormatException damage(String problem) {
        return cursor.damage(problem);
    }

    private void require(int expected) throws WeightFormatException {
        if (wireType != expected) {
            throw cursor.damage("field " + field + " is of kind " + wireType + ", not " + expected);
        }
    }
}
