package org.derain4j.onnx.writer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the writer can say, in ONNX Runtime, and what it refuses. */
class OnnxGraphTest {

    /** Bytes come in, any number of rows; what the constants and attributes say comes out. */
    @Test
    void everyKindOfConstantAttributeAndExtentIsUnderstood() throws IOException, OrtException {
        OnnxGraph graph = new OnnxGraph("kinds");
        graph.input("bytes", ElementType.UINT8, Dimension.named("rows"), Dimension.of(2));
        String real = graph.node("real", "Cast", List.of("bytes"), Attribute.type("to", ElementType.FLOAT));
        String below = graph.node("below", "Sub", List.of(real, graph.floats("hundred", Tensor.scalar(100))));
        graph.node("leaky", "LeakyRelu", List.of(below), Attribute.real("alpha", 0.25f));
        graph.node("list", "Constant", List.of(), Attribute.reals("value_floats", 1.5f, -2));
        graph.node("largest", "ArgMax", List.of(real), Attribute.number("axis", 1), Attribute.number("keepdims", 0));
        graph.int64s("table", new int[]{2, 1}, 7, -8);
        graph.node("picked", "Gather", List.of("table", "largest"), Attribute.number("axis", 0));
        graph.node("clipped", "Clip", List.of(real, "", graph.floats("top", Tensor.scalar(101))));
        graph.node("pair", "Add", List.of("list", graph.floats("ones", Tensor.list(1, 1))));
        graph.output("leaky", ElementType.FLOAT, Dimension.named("rows"), Dimension.of(2));
        graph.output("pair", ElementType.FLOAT, Dimension.all(2));
        graph.output("picked", ElementType.INT64, Dimension.named("rows"), Dimension.of(1));
        graph.output("clipped", ElementType.FLOAT, Dimension.named("rows"), Dimension.of(2));

        ByteArrayOutputStream file = new ByteArrayOutputStream();
        new OnnxFile(graph, Map.of("names", "a, b"), "kinds").writeTo(file);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toByteArray());
                OnnxTensor bytes = OnnxTensor.createTensor(environment,
                        ByteBuffer.allocateDirect(4).put(new byte[]{(byte) 200, 96, 1, 102}).flip(), new long[]{2, 2},
                        OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of("bytes", bytes))) {
            assertEquals(Map.of("names", "a, b"), session.getMetadata().getCustomMetadata());
            assertArrayEquals(new long[]{-1, 2},
                    ((TensorInfo) session.getInputInfo().get("bytes").getInfo()).getShape());
            assertArrayEquals(new float[][]{{100, -1}, {-24.75f, 2}}, (float[][]) result.get("leaky").get().getValue());
            assertArrayEquals(new float[]{2.5f, -1}, (float[]) result.get("pair").get().getValue());
            assertArrayEquals(new long[][]{{7}, {-8}}, (long[][]) result.get("picked").get().getValue());
            assertArrayEquals(new float[][]{{101, 96}, {1, 101}}, (float[][]) result.get("clipped").get().getValue());
        }
    }

    @Test
    void aListOfNumbersIsStoredOnce() {
        OnnxGraph graph = new OnnxGraph("lists");
        assertEquals("const_2_-3", graph.int64s(2, -3));
        long size = graph.message().size();
        assertEquals("const_2_-3", graph.int64s(2, -3));
        assertEquals(size, graph.message().size());
    }

    @Test
    void whatARuntimeWouldRefuseIsNotWritten() {
        OnnxGraph graph = new OnnxGraph("wrong");
        graph.input("x", ElementType.FLOAT, Dimension.all(1));
        refused("\"y\" is read before it is made", () -> graph.node("z", "Abs", List.of("y")));
        refused("a value needs a name of its own, not \"x\"", () -> graph.node("x", "Abs", List.of("x")));
        refused("a value needs a name of its own, not \"\"", () -> graph.node("", "Abs", List.of("x")));
        refused("\"out\" is read before it is made", () -> graph.output("out", ElementType.FLOAT));
        refused("w: 2 values do not fill [3]", () -> graph.floats("w", new Tensor(new int[]{3}, new float[2])));
        refused("n: 0 values do not fill []", () -> graph.int64s("n", new int[0]));
    }

    private static void refused(String sentence, Runnable wrong) {
        String message = assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
        assertTrue(message.contains(sentence), message);
    }
}
