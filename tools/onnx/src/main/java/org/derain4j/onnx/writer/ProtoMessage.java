package org.derain4j.onnx.writer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A protocol buffer message in the making. Each method appends one field; repeated fields are appended repeatedly. Bytes
 * are kept by reference, nested messages by their pieces: weights are never copied.
 */
final class ProtoMessage {

    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;
    /** A varint has 7 bits a byte. */
    private static final int LONGEST_VARINT = 10;

    private final List<byte[]> pieces = new ArrayList<>();
    private long size;

    /** An int64, int32 or enum field. */
    ProtoMessage number(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    /** A float field. */
    ProtoMessage real(int field, float value) {
        tag(field, FIXED32);
        append(ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
        return this;
    }

    ProtoMessage text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtoMessage bytes(int field, byte[] value) {
        tag(field, LENGTH_DELIMITED);
        varint(value.length);
        append(value);
        return this;
    }

    /** A nested message as it is now; what is appended to it later does not count. */
    ProtoMessage message(int field, ProtoMessage value) {
        tag(field, LENGTH_DELIMITED);
        varint(value.size);
        value.pieces.forEach(this::append);
        return this;
    }

    /** Length in bytes, without a tag. */
    long size() {
        return size;
    }

    void writeTo(OutputStream out) throws IOException {
        for (byte[] piece : pieces) {
            out.write(piece);
        }
    }

    private void tag(int field, int wireType) {
        varint((long) field << 3 | wireType);
    }

    private void varint(long value) {
        byte[] bytes = new byte[LONGEST_VARINT];
        int length = 0;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        append(Arrays.copyOf(bytes, length));
    }

    private void append(byte[] piece) {
        pieces.add(piece);
        size += piece.length;
    }
}
