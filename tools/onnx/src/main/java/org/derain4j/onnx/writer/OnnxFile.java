package org.derain4j.onnx.writer;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;

/** A network as an ONNX file (ONNX's ModelProto), ready to be written. Immutable. */
public final class OnnxFile {

    /** Version of the file format; 8 came with ONNX 1.10. */
    private static final int IR_VERSION = 8;
    /** Version of the operators; 17 is read by every runtime since 2022. */
    private static final int OPSET = 17;

    private final ProtoMessage model;
    private final int nodes;

    /**
     * Puts a finished graph into a file.
     *
     * @param graph       with inputs, nodes and outputs; what is appended later does not count
     * @param metadata    metadata_props, written in the order of their keys; may be empty
     * @param description doc_string: what the network takes and makes
     * @throws IllegalArgumentException if it does not fit into one ONNX file, which ends at 2 GB
     */
    public OnnxFile(OnnxGraph graph, Map<String, String> metadata, String description) {
        nodes = graph.nodes();
        model = new ProtoMessage().number(1, IR_VERSION).text(2, "derain4j").text(6, description)
                .message(7, graph.message())
                .message(8, new ProtoMessage().text(1, "").number(2, OPSET));
        new TreeMap<>(metadata)
                .forEach((key, value) -> model.message(14, new ProtoMessage().text(1, key).text(2, value)));
        if (model.size() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the network takes " + model.size() + " bytes, and an ONNX file ends at "
                    + Integer.MAX_VALUE + "; export one of fewer channels or blocks");
        }
    }

    /**
     * Writes the whole file.
     *
     * @param out where to; not closed
     * @throws IOException where it cannot be written
     */
    public void writeTo(OutputStream out) throws IOException {
        model.writeTo(out);
    }

    /**
     * Length of the file.
     *
     * @return in bytes, at most 2^31 - 1
     */
    public long size() {
        return model.size();
    }

    /**
     * Number of operations in the graph.
     *
     * @return nodes
     */
    public int nodes() {
        return nodes;
    }
}
