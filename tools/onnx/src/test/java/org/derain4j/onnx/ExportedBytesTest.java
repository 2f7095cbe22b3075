package org.derain4j.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.derain4j.engine.Model;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports are the same bytes from version to version: whoever keeps a checksum of one may compare it. */
class ExportedBytesTest {

    private static final int DESCRIPTION = 6;
    private static final Path FIXTURES = Path.of(System.getProperty("derain4j.root"), "engine/src/test/resources");

    @ParameterizedTest
    @CsvSource({
        "tiny_generator, PRUNED, 0, 0, 88a057ada0d8699cf59ad4f76b88167e878875f5a905071003c8f3a3c80ef6f4",
        "tiny_generator, AS_WRITTEN, 0, 0, 4a5c229561fb89e98fa70bd128eb008980de759fe942f5201a0920d236ffff19",
        "tiny_model, PRUNED, 20, 28, 305eb04c89815914c8216f436d686cf02b9d90b2f20b7be3625cb9a7a3185451",
        "tiny_model, AS_WRITTEN, 20, 28, ee6fe67107ce8b88ce7c2b11b5fe827ff5e20da3637bce6cccf44c9a7f312f0b"})
    void areTheRecordedOnes(String network, Recurrence recurrence, int height, int width, String sha256)
            throws IOException, NoSuchAlgorithmException {
        InputSize size = height == 0 ? new InputSize.Open() : new InputSize.Fixed(height, width);
        byte[] bytes = OnnxRuntime.bytes(OnnxExporter.export(Model.load(FIXTURES.resolve(network + "/tiny")),
                recurrence, size, Map.of("licence", "none", "a", "b")));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        ReadBack.fields(ByteBuffer.wrap(bytes), (field, value) -> {
            // the description names the file that the model came from
            if (field != DESCRIPTION) {
                digest.update(field.byteValue());
                digest.update(value);
            }
        });
        assertEquals(sha256, HexFormat.of().formatHex(digest.digest()));
    }
}
