package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.derain4j.engine.Model.Variable;
import org.derain4j.weights.DType;
import org.derain4j.weights.SafetensorsWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of 16 bits, and results of other bits than the picture's. */
class DepthTest {

    private static final Progress NOBODY = (_, _) -> true;

    private static final int[] SPACES = {ColorSpace.CS_GRAY, ColorSpace.CS_sRGB, ColorSpace.CS_LINEAR_RGB};

    @TempDir
    static Path folder;

    private static Model sees;
    private static Model dry;

    @BeforeAll
    static void open() throws IOException {
        sees = Fixtures.tinyGenerator();
        dry = withoutRain(sees);
    }

    @AfterAll
    static void forget() {
        sees = null;
        dry = null;
    }

    /** A network that finds no rain in anything: its last filter is zero. */
    private static Model withoutRain(Model model) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter(Map.of());
        for (Variable variable : model.variables()) {
            float[] values = model.values(variable.name());
            writer.add(variable.name(), DType.F32, variable.shape(),
                    variable.name().endsWith("rnn7/weight") ? new float[values.length] : values);
        }
        Path file = folder.resolve("dry.safetensors");
        writer.write(file);
        return Model.load(file);
    }

    /** All 65,536 levels in each channel, with and without alpha, at full size and by a reduced copy. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whereNoRainIsFoundEverySampleStaysWhatItWas(boolean reduced) throws IOException {
        DerainerBuilder builder = Derainer.builder().model(dry).threads(2);
        try (Derainer derainer = (reduced ? builder.workSize(64) : builder).build()) {
            for (int space : SPACES) {
                for (boolean alpha : new boolean[]{false, true}) {
                    BufferedImage picture = everyLevel(space, alpha);
                    BufferedImage result = derainer.derain(picture);
                    assertArrayEquals(samples(picture), samples(result));
                    assertEquals(picture.getColorModel(), result.getColorModel());
                    assertSame(picture.getColorModel().getColorSpace(), result.getColorModel().getColorSpace());
                }
            }
        }
    }

    /** Floats have finer steps below one quarter than the network's values have there. */
    @Test
    void whereNoRainIsFoundFloatsStayWhatTheyWereButForTheLastBits() throws IOException {
        PixelLayout layout = PixelLayout.interleaved(40, 70, ChannelOrder.RGBA);
        float[] samples = new float[40 * 70 * 4];
        Random random = new Random(4);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i % 3 == 0 ? random.nextFloat() / 1000 : random.nextFloat(-0.5f, 1.5f);
        }
        float[] result = new float[samples.length];
        try (Derainer derainer = Derainer.builder().model(dry).threads(2).build()) {
            derainer.derain(PixelBuffer.of(samples, layout), PixelBuffer.of(result, layout));
        }
        for (int i = 0; i < samples.length; i++) {
            assertEquals(samples[i], result[i], i % 4 == 3 ? 0 : 1e-7f);
        }
    }

    @Test
    void theDepthAskedForIsThatOfTheResult() throws IOException {
        try (Derainer derainer = Derainer.builder().model(dry).threads(2).build()) {
            for (int space : SPACES) {
                for (boolean alpha : new boolean[]{false, true}) {
                    BufferedImage deep = everyLevel(space, alpha);
                    BufferedImage flat = derainer.derain(deep, 8, NOBODY);
                    assertEquals(8, flat.getColorModel().getComponentSize(0));
                    assertArrayEquals(samples(StandardPixels.of(deep, 8)), samples(flat));
                    assertSame(deep.getColorModel().getColorSpace(), flat.getColorModel().getColorSpace());
                    assertArrayEquals(samples(flat), samples(derainer.derain(flat, 8, NOBODY)));
                    BufferedImage again = derainer.derain(flat, 16, NOBODY);
                    assertEquals(16, again.getColorModel().getComponentSize(0));
                    assertArrayEquals(IntStream.of(samples(flat)).map(v -> v * 257).toArray(), samples(again));
                    assertArrayEquals(samples(deep), samples(derainer.derain(deep, 16, NOBODY)));
                }
            }
        }
    }

    /** The network sees what lies between the levels of 8 bits, and one rounding makes each result. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachResultIsRoundedOnceFromTheSameValues(boolean alpha) throws IOException {
        BufferedImage deep = noise(ColorSpace.CS_sRGB, alpha);
        float[] bgr = Pixels.network(deep);
        assertNotEquals(bgr[0], Pixels.network(StandardPixels.of(deep, 8))[0]);
        for (Rounding rounding : Rounding.values()) {
            DerainerBuilder builder = Derainer.builder().model(sees).threads(2).rounding(rounding);
            try (Derainer own = builder.build()) {
                float[] dried = own.derain(bgr, deep.getHeight(), deep.getWidth());
                BufferedImage sixteenBits = own.derain(deep);
                BufferedImage eightBits = own.derain(deep, 8, NOBODY);
                int changed = 0;
                for (int i = 0; i < dried.length; i++) {
                    int x = i / 3 % deep.getWidth();
                    int y = i / 3 / deep.getWidth();
                    double level = Math.clamp((dried[i] + 1.0) * 32767.5, 0, 65535);
                    int expected = (int) (rounding == Rounding.NEAREST ? Math.floor(level + 0.5) : level);
                    assertEquals(expected, sixteenBits.getRaster().getSample(x, y, 2 - i % 3));
                    assertEquals(Pixels.level(dried[i], rounding), eightBits.getRaster().getSample(x, y, 2 - i % 3));
                    changed += expected == deep.getRaster().getSample(x, y, 2 - i % 3) ? 0 : 1;
                }
                assertTrue(changed > dried.length / 2);
            }
        }
    }

    /** A byte and the same level of 16 bits are one picture. */
    @Test
    void eightBitsAndTheSameSixteenGiveTheSameResult() throws IOException {
        BufferedImage flat = StandardPixels.of(noise(ColorSpace.CS_sRGB, true), 8);
        BufferedImage deep = StandardPixels.of(flat, 16);
        for (int work : new int[]{64, 1000}) {
            DerainerBuilder builder = Derainer.builder().model(sees).threads(2).workSize(work);
            try (Derainer derainer = builder.build()) {
                for (int depth : new int[]{8, 16}) {
                    assertArrayEquals(samples(derainer.derain(flat, depth, NOBODY)),
                            samples(derainer.derain(deep, depth, NOBODY)));
                }
            }
        }
    }

    @Test
    void premultipliedColoursAreDividedBeforeTheNetworkSeesThem() throws IOException {
        BufferedImage straight = noise(ColorSpace.CS_sRGB, true);
        BufferedImage premultiplied = new BufferedImage(straight.getColorModel(), straight.copyData(null), false, null);
        premultiplied.coerceData(true);
        try (Derainer derainer = Derainer.builder().model(dry).threads(2).build()) {
            BufferedImage result = derainer.derain(premultiplied);
            int[] expected = samples(StandardPixels.of(premultiplied));
            assertArrayEquals(expected, samples(result));
            for (int i = 0; i < expected.length; i += 4) {
                int alpha = samples(straight)[i + 3];
                assertEquals(alpha, expected[i + 3]);
                assertEquals(samples(straight)[i], expected[i], 0.5 * 65535 / alpha + 1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 12, 32, -8})
    void otherDepthsAreRefused(int bits) throws IOException {
        try (Derainer derainer = Derainer.builder().model(dry).threads(2).build()) {
            assertEquals("a depth of " + bits + " bits; give 8 or 16",
                    assertThrows(IllegalArgumentException.class,
                            () -> derainer.derain(noise(ColorSpace.CS_sRGB, false), bits, NOBODY)).getMessage());
        }
    }

    private static BufferedImage everyLevel(int space, boolean alpha) {
        BufferedImage picture = blank(256, 260, space, alpha); // the last strip of rows is short
        int bands = picture.getRaster().getNumBands();
        for (int i = 0; i < 256 * 260; i++) {
            int[] pixel = new int[bands];
            for (int band = 0; band < bands; band++) {
                pixel[band] = (i + 77 * band) % 65536;
            }
            picture.getRaster().setPixel(i % 256, i / 256, pixel);
        }
        return picture;
    }

    private static BufferedImage noise(int space, boolean alpha) {
        BufferedImage picture = blank(91, 37, space, alpha);
        int[] samples = new Random(4).ints(91 * 37 * picture.getRaster().getNumBands(), 20_000, 45_000).toArray();
        picture.getRaster().setPixels(0, 0, 91, 37, samples);
        return picture;
    }

    private static BufferedImage blank(int width, int height, int space, boolean alpha) {
        ColorModel model = new ComponentColorModel(ColorSpace.getInstance(space), alpha, false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        return new BufferedImage(model, model.createCompatibleWritableRaster(width, height), false, null);
    }

    private static int[] samples(BufferedImage picture) {
        return picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
    }
}
