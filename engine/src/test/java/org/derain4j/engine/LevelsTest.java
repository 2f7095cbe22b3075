package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.derain4j.kernels.Backends;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that go to a device and come from it as bytes, beside the same ones that go as floats: not a sample differs. */
class LevelsTest {

    private static final Progress NOBODY = (_, _) -> true;
    private static final int[][] SIZES = {{1, 1}, {1, 9}, {5, 7}, {8, 8}, {2, 33}, {19, 6}};

    private static Model model;

    @BeforeAll
    static void load() throws IOException {
        model = Fixtures.tinyGenerator();
    }

    private static PictureWork work(ConvertingDevice device, Rounding rounding, float strength) {
        return new PictureWork(new Runners(model, device), rounding, strength, WorkSize.ANY);
    }

    private static BufferedImage picture(int type, int height, int width, boolean grey) {
        BufferedImage picture = type == 0
                ? StandardPixels.blank(new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR),
                        java.awt.color.ColorSpace.getInstance(java.awt.color.ColorSpace.CS_sRGB), 16)
                : new BufferedImage(width, height, type);
        Random random = new Random(type * 1000 + height * 31 + width);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int level = random.nextInt(256);
                picture.setRGB(x, y, grey ? 0xff000000 | level * 0x10101 : random.nextInt());
            }
        }
        return picture;
    }

    private static void assertSame(BufferedImage expected, BufferedImage actual, String kind) {
        assertEquals(expected.getType(), actual.getType(), kind);
        assertEquals(expected.getColorModel(), actual.getColorModel(), kind);
        int[] samples = null;
        assertArrayEquals(expected.getRaster().getPixels(0, 0, expected.getWidth(), expected.getHeight(), samples),
                actual.getRaster().getPixels(0, 0, actual.getWidth(), actual.getHeight(), samples), kind);
    }

    /** 16 bits, then every type that Java names; colours or none; whatever is asked of the result. */
    @ParameterizedTest
    @EnumSource
    void imagesAreTheSame(Rounding rounding) {
        int asBytes = 0;
        for (float strength : new float[]{1, 0.6f, 0}) {
            ConvertingDevice converting = new ConvertingDevice(true);
            ConvertingDevice copying = new ConvertingDevice(false);
            PictureWork bytes = work(converting, rounding, strength);
            PictureWork floats = work(copying, rounding, strength);
            for (int type = 0; type <= BufferedImage.TYPE_BYTE_INDEXED; type++) {
                for (int i = 0; i < SIZES.length; i++) {
                    for (int depth : new int[]{PictureResult.OWN_DEPTH, 8, 16}) {
                        boolean grey = i == 2;
                        boolean layer = i == 3;
                        BufferedImage picture = picture(type, SIZES[i][0], SIZES[i][1], grey);
                        String kind = picture + " to " + depth + " by " + strength;
                        Picture samples = new Picture(picture);
                        boolean colours = !samples.isGrey();
                        int bits = depth == PictureResult.OWN_DEPTH ? samples.depth() : depth;
                        PictureResult expected = floats.derained(picture, depth, layer, NOBODY);
                        PictureResult actual = bytes.derained(picture, depth, layer, NOBODY);
                        assertSame(expected.picture(), actual.picture(), kind);
                        if (layer) {
                            assertSame(expected.rain(), actual.rain(), kind);
                        }
                        assertEquals(colours && samples.depth() == 8 ? 1 : 0, converting.in, kind);
                        boolean out = bits == 8 && strength == 1 && !layer && !samples.isColourless();
                        assertEquals(out ? 1 : 0, converting.out, kind);
                        asBytes += converting.out;
                        converting.in = 0;
                        converting.out = 0;
                    }
                }
            }
            bytes.runners().close();
            floats.runners().close();
        }
        assertTrue(asBytes > 80, asBytes + " as bytes");
    }

    /** Each type to each, any channels, layout and memory. */
    @ParameterizedTest
    @EnumSource
    void buffersAreTheSame(Rounding rounding) {
        Random random = new Random(rounding.ordinal());
        ConvertingDevice converting = new ConvertingDevice(true);
        PictureWork bytes = work(converting, rounding, 1);
        PictureWork floats = work(new ConvertingDevice(false), rounding, 1);
        int asBytes = 0;
        for (int i = 0; i < 250; i++) {
            int height = 1 + random.nextInt(14);
            int width = 1 + random.nextInt(14);
            ChannelOrder[] orders = ChannelOrder.values();
            HeldPixels from = HeldPixels.random(random, height, width, orders[random.nextInt(orders.length)],
                    random.nextInt(4) == 0 ? SampleType.UINT16 : SampleType.UINT8);
            from.fill(random, random.nextInt(5) == 0);
            ChannelOrder order = orders[random.nextInt(orders.length)];
            if (order.isGrey() && !from.layout().channels().isGrey()) {
                continue;
            }
            SampleType type = SampleType.values()[random.nextInt(4) % 3];
            long seed = random.nextLong();
            HeldPixels expected = HeldPixels.random(new Random(seed), height, width, order, type);
            HeldPixels actual = HeldPixels.random(new Random(seed), height, width, order, type);
            String kind = i + ": " + from + " to " + actual;
            boolean colourless = new PixelBufferPicture(from.buffer(), actual.buffer(), rounding, 1).isColourless();
            floats.derain(from.buffer(), expected.buffer(), NOBODY);
            bytes.derain(from.buffer(), actual.buffer(), NOBODY);
            assertArrayEquals(expected.bytes(), actual.bytes(), kind);
            boolean in = from.type() == SampleType.UINT8 && !from.layout().channels().isGrey();
            assertEquals(in ? 1 : 0, converting.in, kind);
            assertEquals(type == SampleType.UINT8 && !colourless ? 1 : 0, converting.out, kind);
            asBytes += converting.out;
            converting.in = 0;
            converting.out = 0;
            if (in && type == SampleType.UINT8 && order == from.layout().channels()) {
                bytes.derain(from.buffer(), from.buffer(), NOBODY);
                for (int sample = 0; sample < height * width * order.count(); sample++) {
                    int y = sample / order.count() / width;
                    int x = sample / order.count() % width;
                    assertEquals(expected.get(y, x, sample % order.count()), from.get(y, x, sample % order.count()),
                            kind);
                }
                converting.in = 0;
                converting.out = 0;
            }
        }
        bytes.runners().close();
        floats.runners().close();
        assertTrue(asBytes > 50, asBytes + " as bytes");
    }

    /** The same words, and none where it is cut off. */
    @ParameterizedTest
    @ValueSource(ints = {0, 4, 9})
    void whatIsNotFiniteIsNoPicture(int row) {
        BufferedImage picture = picture(BufferedImage.TYPE_3BYTE_BGR, 10, 6, false);
        List<String> words = new ArrayList<>();
        for (boolean converts : new boolean[]{false, true}) {
            ConvertingDevice device = new ConvertingDevice(converts);
            try (Runners runners = new Runners(model, device)) {
                PictureWork work = new PictureWork(runners, Rounding.NEAREST, 1, WorkSize.ANY);
                BufferedImage expected = work.derained(picture, PictureResult.OWN_DEPTH, false, NOBODY).picture();
                device.spoiltRow = row;
                device.spoilt = 17;
                words.add(assertThrows(PictureException.class,
                        () -> work.derained(picture, PictureResult.OWN_DEPTH, false, NOBODY)).getMessage());
                device.spoilt = 18; // of the extension
                assertSame(expected, work.derained(picture, PictureResult.OWN_DEPTH, false, NOBODY).picture(),
                        "extension");
                assertEquals(converts ? 2 : 0, device.out);
            }
        }
        assertTrue(words.getFirst().startsWith("the network's result is not finite"), words.getFirst());
        assertEquals(words.getFirst(), words.getLast());
    }

    /** The CPU begins at the first row; where the result has taken the picture's place there is none any more. */
    @ParameterizedTest
    @ValueSource(ints = {0, 4, 9})
    void aDeviceThatFailsWhileItGivesTheResultIsReplaced(int row) {
        BufferedImage picture = picture(BufferedImage.TYPE_4BYTE_ABGR, 10, 6, false);
        for (boolean converts : new boolean[]{false, true}) {
            ConvertingDevice device = new ConvertingDevice(converts);
            try (Runners runners = new Runners(model, device, () -> Backends.open(Backends.VECTOR, 1, false), _ -> {
            }, MemoryBudget.NONE)) {
                PictureWork work = new PictureWork(runners, Rounding.NEAREST, 1, WorkSize.ANY);
                BufferedImage expected = work.derained(picture, PictureResult.OWN_DEPTH, false, NOBODY).picture();
                device.failing = row;
                assertSame(expected, work.derained(picture, PictureResult.OWN_DEPTH, false, NOBODY).picture(), "again");
                assertEquals(-1, device.failing);
                assertEquals(converts ? 1 : 0, device.out);
                byte[] memory = new byte[10 * 6 * 3];
                PixelBuffer place = PixelBuffer.of(memory, PixelLayout.interleaved(10, 6, ChannelOrder.RGB));
                memory[0] = 1; // or it would have no colour
                device.failing = row;
                if (row < ConvertingDevice.PIECE) {
                    work.derain(place, place, NOBODY);
                } else if (converts) { // as floats, all of so small a picture comes at once
                    String words = assertThrows(PictureException.class, () -> work.derain(place, place, NOBODY))
                            .getMessage();
                    assertTrue(words.contains("the device failed while the result took the picture's place"), words);
                }
            }
        }
    }
}
