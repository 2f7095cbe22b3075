package org.derain4j.weights;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** TensorFlow's TensorShapeProto: one message per dimension, and a mark for shapes of unknown rank. */
final class ShapeProto {

    private static final String PART = "its shape";

    private ShapeProto() {}

    static List<Long> read(MemorySegment message, Origin origin) throws WeightFormatException {
        ProtoReader reader = new ProtoReader(message, PART, origin);
        List<Long> shape = new ArrayList<>();
        while (reader.next()) {
            if (reader.field() == 2) {
                shape.add(readExtent(reader.message(), origin));
            } else if (reader.field() == 3 && reader.varint() != 0) {
                throw reader.damage("its rank is unknown");
            }
            if (shape.size() > TensorSize.MAX_RANK) {
                throw reader.damage("it has more than " + TensorSize.MAX_RANK + " dimensions");
            }
        }
        return shape;
    }

    private static long readExtent(MemorySegment message, Origin origin) throws WeightFormatException {
        ProtoReader reader = new ProtoReader(message, PART, origin);
        long extent = 0;
        while (reader.next()) {
            if (reader.field() == 1) {
                extent = reader.varint();
            }
        }
        return extent;
    }
}
