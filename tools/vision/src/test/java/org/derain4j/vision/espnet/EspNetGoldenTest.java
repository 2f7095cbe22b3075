package org.derain4j.vision.espnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The published weights for CamVid in our network, beside what the authors' program made of the same pictures. They lie outside the
 * repository: in {@code ../shared/vision}, or where {@code derain4j.vision} says.
 */
class EspNetGoldenTest {

    private static final Path VISION = Path.of(System.getProperty("derain4j.vision",
            System.getProperty("derain4j.root") + "/../shared/vision"));
    private static final double AGREEMENT = 0.999;

    @TempDir
    Path folder;

    @BeforeEach
    void weightsAreThere() {
        boolean there = Files.exists(VISION.resolve("models/espnet_camvid.safetensors"));
        if (!there) {
            System.out.println("EspNetGoldenTest: 1 case skipped: no ESPNet for CamVid in " + VISION);
        }
        assumeTrue(there);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001TP_008550", "0001TP_008730", "0001TP_008910"})
    void classesAreTheAuthors(String name) throws IOException, OrtException {
        Path onnx = folder.resolve("espnet.onnx");
        EspNet.export(VISION.resolve("models/espnet_camvid.safetensors"), onnx);
        BufferedImage picture = ImageIO.read(VISION.resolve("camvid/images/" + name + ".png").toFile());
        BufferedImage golden = ImageIO.read(VISION.resolve("golden/espnet_" + name + ".png").toFile());
        int width = picture.getWidth();
        int pixels = width * picture.getHeight();
        float[] bgr = new float[3 * pixels];
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = picture.getRGB(i % pixels % width, i % pixels / width) >> 8 * (i / pixels) & 255;
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(onnx.toString());
                OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(bgr),
                        new long[]{1, 3, picture.getHeight(), width});
                OrtSession.Result result = session.run(Map.of("picture", input))) {
            FloatBuffer logits = ((OnnxTensor) result.get(0)).getFloatBuffer();
            assertEquals(12 * pixels, logits.remaining());
            int same = 0;
            for (int i = 0; i < pixels; i++) {
                int largest = 0;
                for (int c = 1; c < 12; c++) {
                    largest = logits.get(c * pixels + i) > logits.get(largest * pixels + i) ? c : largest;
                }
                same += largest == golden.getRaster().getSample(i % width, i / width, 0) ? 1 : 0;
            }
            System.out.printf("EspNetGoldenTest: %s: %d of %d pixels as in the authors' result%n", name, same, pixels);
            assertTrue(same >= AGREEMENT * pixels, same + " of " + pixels);
        }
    }
}
