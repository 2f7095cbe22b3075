package org.derain4j.onnx.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of the protocol buffers' encoding guide, and the edges of their numbers. */
class ProtoMessageTest {

    @ParameterizedTest
    @CsvSource({"1, 0, 0800", "1, 1, 0801", "1, 127, 087f", "1, 128, 088001", "1, 150, 089601", "15, 1, 7801",
        "16, 1, 800101", "20, 7, a00107", "1, -1, 08ffffffffffffffffff01",
        "2, -9223372036854775808, 1080808080808080808001",
        "3, 9223372036854775807, 18ffffffffffffffff7f"})
    void numbers(int field, long value, String expected) throws IOException {
        assertEncoded(expected, new ProtoMessage().number(field, value));
    }

    @Test
    void reals() throws IOException {
        assertEncoded("150000803f", new ProtoMessage().real(2, 1));
        assertEncoded("3d0000c0bf", new ProtoMessage().real(7, -1.5f));
    }

    @Test
    void textsAndMessages() throws IOException {
        assertEncoded("120774657374696e67", new ProtoMessage().text(2, "testing"));
        assertEncoded("1202c3bc", new ProtoMessage().text(2, "\u00fc"));
        assertEncoded("1a03089601", new ProtoMessage().message(3, new ProtoMessage().number(1, 150)));
        assertEncoded("0a00", new ProtoMessage().message(1, new ProtoMessage()));
    }

    @Test
    void aFileLongerThanTheFormatAllowsIsRefused() {
        byte[] part = new byte[1 << 20];
        OnnxGraph graph = new OnnxGraph("long");
        for (int i = 0; i < 1 << 11; i++) {
            graph.message().bytes(99, part);
        }
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> new OnnxFile(graph, Map.of(), ""));
        assertTrue(refused.getMessage().contains("an ONNX file ends at 2147483647"), refused.getMessage());
    }

    private static void assertEncoded(String expected, ProtoMessage message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);
        assertEquals(expected, HexFormat.of().formatHex(out.toByteArray()));
        assertEquals(expected.length() / 2, message.size());
    }
}
