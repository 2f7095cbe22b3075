package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures in memory of many kinds, beside the same pictures as {@link BufferedImage}. */
class PixelBufferTest {

    private static final Progress NOBODY = (_, _) -> true;

    /** Above them, pictures are reduced, or seen in tiles. */
    private static final int SIDE = 64;

    private static Model model;

    /** What may be done to a picture, by name. */
    private static final Map<String, Derainer> DERAINERS = new LinkedHashMap<>();

    @BeforeAll
    static void open() throws IOException {
        model = Fixtures.tinyGenerator();
        DERAINERS.put("as it is", builder().build());
        DERAINERS.put("official", builder().rounding(Rounding.OFFICIAL).build());
        DERAINERS.put("some", builder().strength(0.6).build());
        DERAINERS.put("more", builder().strength(1.5).build());
        DERAINERS.put("none", builder().strength(0).rounding(Rounding.OFFICIAL).build());
        DERAINERS.put("reduced", builder().workSize(SIDE).build());
        DERAINERS.put("tiles, some", builder().tile(SIDE).strength(0.7).build());
    }

    private static DerainerBuilder builder() {
        return Derainer.builder().model(model).threads(2);
    }

    @AfterAll
    static void close() {
        DERAINERS.values().forEach(Derainer::close);
        DERAINERS.clear();
        model = null;
    }

    /** Levels in, levels out: each type to each, any channels, layout and memory, whatever is done to the picture. */
    @ParameterizedTest
    @ValueSource(strings = {"as it is", "official", "some", "more", "none", "reduced", "tiles, some"})
    void levelsAreThoseOfTheSamePictureAsAnImage(String name) {
        Random random = new Random(name.hashCode());
        for (int i = 0; i < pictures(name); i++) {
            HeldPixels from = anyPicture(random, name, random.nextBoolean() ? SampleType.UINT8 : SampleType.UINT16);
            HeldPixels to = anyResult(random, from, random.nextBoolean() ? SampleType.UINT8 : SampleType.UINT16);
            String kind = name + " " + i + ": " + from + " to " + to;
            byte[] before = from.bytes();
            byte[] gaps = to.gaps();
            BufferedImage expected = DERAINERS.get(name).derain(from.image(), 8 * to.type().bytes(), NOBODY);
            DERAINERS.get(name).derain(from.buffer(), to.buffer());
            requireLevels(kind, expected, to);
            assertArrayEquals(before, from.bytes(), kind);
            assertArrayEquals(gaps, to.gaps(), kind);
        }
    }

    /** Large ones take long. */
    private static int pictures(String name) {
        return isLarge(name) ? 12 : 60;
    }

    private static boolean isLarge(String name) {
        return name.equals("reduced") || name.startsWith("tiles");
    }

    private static HeldPixels anyPicture(Random random, String name, SampleType type) {
        boolean large = isLarge(name);
        int height = 1 + random.nextInt(large ? 2 * SIDE : 24);
        int width = 1 + random.nextInt(large ? 2 * SIDE : 24);
        ChannelOrder[] orders = ChannelOrder.values();
        HeldPixels held = HeldPixels.random(random, height, width, orders[random.nextInt(orders.length)], type);
        held.fill(random, random.nextInt(4) == 0);
        return held;
    }

    private static HeldPixels anyResult(Random random, HeldPixels from, SampleType type) {
        ChannelOrder[] fit = Stream.of(ChannelOrder.values())
                .filter(order -> from.channel('Y') >= 0 || !order.isGrey()).toArray(ChannelOrder[]::new);
        return HeldPixels.random(random, from.layout().height(), from.layout().width(),
                fit[random.nextInt(fit.length)], type);
    }

    private static void requireLevels(String kind, BufferedImage expected, HeldPixels to) {
        int colours = expected.getColorModel().getNumColorComponents();
        int most = (1 << 8 * to.type().bytes()) - 1;
        for (int i = 0; i < expected.getHeight() * expected.getWidth(); i++) {
            int y = i / expected.getWidth();
            int x = i % expected.getWidth();
            for (char letter : new char[]{'R', 'G', 'B', 'Y'}) {
                if (to.channel(letter) >= 0) {
                    int band = colours == 1 ? 0 : "RGB".indexOf(letter);
                    assertEquals(expected.getRaster().getSample(x, y, band), to.get(y, x, to.channel(letter)), kind);
                }
            }
            if (to.channel('A') >= 0) {
                boolean alpha = expected.getColorModel().hasAlpha();
                assertEquals(alpha ? expected.getRaster().getSample(x, y, colours) : most,
                        to.get(y, x, to.channel('A')), kind);
            }
        }
    }

    /** Floats in, floats out: the network's own result of {@code 2 v - 1}, by the strength, and half of it above one half. */
    @ParameterizedTest
    @ValueSource(strings = {"as it is", "official", "some", "more", "none"})
    void floatsAreTheNetworksOwn(String name) {
        float strength = switch (name) {
            case "some" -> 0.6f;
            case "more" -> 1.5f;
            case "none" -> 0;
            default -> 1;
        };
        Random random = new Random(name.hashCode());
        for (int i = 0; i < pictures(name); i++) {
            HeldPixels from = anyPicture(random, name, SampleType.FLOAT32);
            HeldPixels to = anyResult(random, from, SampleType.FLOAT32);
            String kind = name + " " + i + ": " + from + " to " + to;
            byte[] gaps = to.gaps();
            float[] before = network(from);
            float[] dry = DERAINERS.get(name).derain(before, from.layout().height(), from.layout().width());
            DERAINERS.get(name).derain(from.buffer(), to.buffer());
            requireFloats(kind, from, before, dry, strength, to);
            assertArrayEquals(gaps, to.gaps(), kind);
        }
    }

    private static float[] network(HeldPixels from) {
        int width = from.layout().width();
        float[] bgr = new float[from.layout().height() * width * 3];
        for (int i = 0; i < bgr.length; i++) {
            int channel = Math.max(from.channel('Y'), from.channel("BGR".charAt(i % 3)));
            bgr[i] = (float) (from.fraction(i / 3 / width, i / 3 % width, channel) * 2.0 - 1);
        }
        return bgr;
    }

    private static void requireFloats(String kind, HeldPixels from, float[] before, float[] dry, float strength,
            HeldPixels to) {
        boolean colourless = true;
        for (int i = 0; i < before.length; i += 3) {
            colourless &= before[i] == before[i + 1] && before[i] == before[i + 2];
        }
        for (int i = 0; i < before.length; i++) {
            int y = i / 3 / to.layout().width();
            int x = i / 3 % to.layout().width();
            int pixel = i / 3 * 3;
            float own = colourless ? (dry[pixel] + dry[pixel + 1] + dry[pixel + 2]) / 3 : dry[i];
            float value = own * strength + before[i] * (1 - strength);
            int channel = Math.max(to.channel('Y'), to.channel("BGR".charAt(i % 3)));
            int source = Math.max(from.channel('Y'), from.channel("BGR".charAt(i % 3)));
            float expected = strength == 0 ? from.fraction(y, x, source) : (float) ((value + 1.0) / 2);
            assertEquals(expected, to.fraction(y, x, channel), kind);
            if (to.channel('A') >= 0) {
                float alpha = from.channel('A') >= 0 ? from.fraction(y, x, from.channel('A')) : 1;
                assertEquals(alpha, to.fraction(y, x, to.channel('A')), kind);
            }
        }
    }

    /** What a float result is rounded to is the result of 16 bits, and what levels become is what their fractions do. */
    @ParameterizedTest
    @ValueSource(strings = {"as it is", "some", "more", "none", "reduced", "tiles, some"})
    void floatsAndLevelsAreTheSamePicture(String name) {
        Random random = new Random(name.hashCode());
        for (int i = 0; i < pictures(name) / 3; i++) {
            HeldPixels deep = anyPicture(random, name, SampleType.UINT16);
            HeldPixels fractions = HeldPixels.random(random, deep.layout().height(), deep.layout().width(),
                    deep.layout().channels(), SampleType.FLOAT32);
            forEach(deep, (y, x, c) -> fractions.set(y, x, c,
                    Float.floatToRawIntBits(deep.get(y, x, c) / 65535f)));
            Map<SampleType, HeldPixels> results = new EnumMap<>(SampleType.class);
            for (SampleType type : SampleType.values()) {
                results.put(type, HeldPixels.random(random, deep.layout().height(), deep.layout().width(),
                        deep.layout().channels(), type));
                DERAINERS.get(name).derain(deep.buffer(), results.get(type).buffer());
            }
            HeldPixels levels = HeldPixels.random(random, deep.layout().height(), deep.layout().width(),
                    deep.layout().channels(), SampleType.UINT16);
            DERAINERS.get(name).derain(fractions.buffer(), levels.buffer());
            forEach(deep, (y, x, c) -> {
                double expected = Math.clamp(results.get(SampleType.FLOAT32).fraction(y, x, c), 0f, 1f);
                assertEquals(expected * 65535, results.get(SampleType.UINT16).get(y, x, c), 0.51, name);
                assertEquals(expected * 255, results.get(SampleType.UINT8).get(y, x, c), 0.51, name);
                assertEquals(results.get(SampleType.UINT16).get(y, x, c), levels.get(y, x, c), 1, name);
            });
        }
    }

    private interface EachSample {

        void at(int y, int x, int channel);
    }

    private static void forEach(HeldPixels held, EachSample work) {
        for (int i = 0; i < held.layout().height() * held.layout().width() * held.layout().channels().count(); i++) {
            int pixel = i / held.layout().channels().count();
            work.at(pixel / held.layout().width(), pixel % held.layout().width(), i % held.layout().channels().count());
        }
    }

    /** In place: the same memory, and the same with another order of channels. */
    @ParameterizedTest
    @ValueSource(strings = {"as it is", "official", "some", "none", "reduced", "tiles, some"})
    void theResultMayTakeThePicturesPlace(String name) {
        Random random = new Random(name.hashCode());
        for (int i = 0; i < pictures(name); i++) {
            SampleType type = SampleType.values()[i % 3];
            HeldPixels from = anyPicture(random, name, type);
            ChannelOrder[] fit = Stream.of(ChannelOrder.values())
                    .filter(order -> order.count() == from.layout().channels().count()).toArray(ChannelOrder[]::new);
            ChannelOrder order = fit[random.nextInt(fit.length)];
            HeldPixels apart = HeldPixels.random(random, from.layout().height(), from.layout().width(), order, type);
            DERAINERS.get(name).derain(from.buffer(), apart.buffer());
            PixelLayout layout = new PixelLayout(from.layout().height(), from.layout().width(), order,
                    from.layout().offset(), from.layout().rowStride(), from.layout().pixelStride(),
                    from.layout().channelStride());
            byte[] gaps = from.gaps();
            HeldPixels inPlace = reordered(from, layout);
            DERAINERS.get(name).derain(from.buffer(), order == from.layout().channels()
                    ? from.buffer()
                    : inPlace.buffer());
            forEach(apart, (y, x, c) -> assertEquals(apart.get(y, x, c), inPlace.get(y, x, c), from + " to " + order));
            assertArrayEquals(gaps, from.gaps());
        }
    }

    private static HeldPixels reordered(HeldPixels from, PixelLayout layout) {
        PixelBuffer whole = from.order() == ByteOrder.nativeOrder()
                ? PixelBuffer.of(from.memory(), from.type(), layout)
                : PixelBuffer.of(from.memory().asByteBuffer().order(from.order()), from.type(), layout);
        return new HeldPixels(from.memory(), from.order(), from.type(), layout, whole);
    }

    /** Each plane in memory of its own kind and layout. */
    @Test
    void planesMayLieApart() {
        Random random = new Random(7);
        for (SampleType type : SampleType.values()) {
            for (ChannelOrder order : ChannelOrder.values()) {
                HeldPixels from = HeldPixels.random(random, 9, 14, order, type);
                from.fill(random, false);
                HeldPixels expected = HeldPixels.random(random, 9, 14, order, type);
                DERAINERS.get("some").derain(from.buffer(), expected.buffer());
                HeldPixels[] planes = planes(random, from);
                HeldPixels[] results = planes(random, from);
                PixelBuffer picture = PixelBuffer.ofPlanes(order, buffers(planes));
                assertEquals(from.buffer().toString(), picture.toString());
                DERAINERS.get("some").derain(picture, PixelBuffer.ofPlanes(order, buffers(results)));
                DERAINERS.get("some").derain(picture, picture);
                forEach(expected, (y, x, c) -> {
                    assertEquals(expected.get(y, x, c), results[c].get(y, x, 0));
                    assertEquals(expected.get(y, x, c), planes[c].get(y, x, 0));
                });
            }
        }
    }

    private static HeldPixels[] planes(Random random, HeldPixels picture) {
        HeldPixels[] planes = Stream
                .generate(() -> HeldPixels.random(random, 9, 14, ChannelOrder.GREY, picture.type()))
                .limit(picture.layout().channels().count()).toArray(HeldPixels[]::new);
        forEach(picture, (y, x, c) -> planes[c].set(y, x, 0, picture.get(y, x, c)));
        return planes;
    }

    private static PixelBuffer[] buffers(HeldPixels[] planes) {
        return Stream.of(planes).map(HeldPixels::buffer).toArray(PixelBuffer[]::new);
    }

    /** Values beyond black and white are seen as they are and come out as they come. */
    @Test
    void floatsAreNotClipped() {
        float[] bright = new float[8 * 8 * 3];
        Random random = new Random(1);
        for (int i = 0; i < bright.length; i++) {
            bright[i] = random.nextFloat(-0.2f, 1.7f);
        }
        float[] result = new float[bright.length];
        PixelLayout layout = PixelLayout.interleaved(8, 8, ChannelOrder.BGR);
        DERAINERS.get("some").derain(PixelBuffer.of(bright, layout), PixelBuffer.of(result, layout));
        float most = 0;
        float least = 1;
        for (float value : result) {
            most = Math.max(most, value);
            least = Math.min(least, value);
        }
        assertTrue(most > 1.1 && least < -0.05, least + " to " + most);
    }

    /** In less memory than a picture takes: the same samples. */
    @Test
    void aBudgetGivesTheSameSamples() throws IOException {
        Random random = new Random(5);
        HeldPixels from = HeldPixels.random(random, 480, 640, ChannelOrder.RGB, SampleType.UINT16);
        from.fill(random, false);
        HeldPixels expected = HeldPixels.random(random, 480, 640, ChannelOrder.RGB, SampleType.FLOAT32);
        DERAINERS.get("as it is").derain(from.buffer(), expected.buffer());
        try (Derainer within = builder().memoryBudget(28 << 20).build()) {
            assertNotEquals(0, within.storage(480, 640).scratchBytes());
            HeldPixels result = HeldPixels.random(random, 480, 640, ChannelOrder.BGRA, SampleType.FLOAT32);
            within.derain(from.buffer(), result.buffer());
            forEach(expected, (y, x, c) -> assertEquals(expected.fraction(y, x, c), result.fraction(y, x, 2 - c)));
        }
    }
}
