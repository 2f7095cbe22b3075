package org.derain4j.onnx.writer;

/** What a tensor's elements are, as ONNX's TensorProto.DataType. */
public enum ElementType {

    /** ONNX's FLOAT: 32 bits. */
    FLOAT(1),
    /** ONNX's UINT8: 0 to 255, as decoded pictures are kept. */
    UINT8(2),
    /** ONNX's FLOAT16: what GPUs like to take. */
    FLOAT16(10),
    /** ONNX's INT64: shapes, indices and classes. */
    INT64(7),
    /** ONNX's BOOL: what comparisons make. */
    BOOL(9);

    private final int number;

    ElementType(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
