package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Point;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BandedSampleModel;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures without colour, however they are stored, come back without colour: with the levels of the grey kind. */
class GreyTest {

    private static final Progress NOBODY = (_, _) -> true;

    private static final int WIDTH = 21;
    private static final int HEIGHT = 19; // more than two strips of rows, the last one short

    private static Model lite;
    private static Derainer derainer;

    @BeforeAll
    static void open() throws IOException {
        lite = Model.embedded(Model.DEFAULT);
        derainer = Derainer.builder().model(lite).threads(2).build();
    }

    @AfterAll
    static void close() {
        derainer.close();
    }

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void everyKindGivesTheLevelsOfTheGreyKind(Rounding rounding) throws IOException {
        for (int bits : new int[]{8, 16}) {
            try (Derainer own = Derainer.builder().model(lite).threads(2).rounding(rounding).build()) {
                BufferedImage grey = filled(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY));
                BufferedImage expected = own.derain(grey, bits, NOBODY);
                assertEquals(bits == 8 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY,
                        expected.getType());
                kinds().forEach((kind, picture) -> requireLevels(kind, expected,
                        own.derain(filled(picture), bits, NOBODY), bits));
            }
        }
    }

    private static void requireLevels(String kind, BufferedImage expected, BufferedImage result, int bits) {
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int level = expected.getRaster().getSample(i % WIDTH, i / WIDTH, 0);
            int[] levels = result.getRaster().getPixel(i % WIDTH, i / WIDTH, (int[]) null);
            int colours = result.getColorModel().getNumColorComponents();
            for (int band = 0; band < colours; band++) {
                assertEquals(level, levels[band], kind + " " + Arrays.toString(levels));
            }
            if (result.getColorModel().hasAlpha()) {
                assertEquals(alpha(i) * (bits == 8 ? 1 : 257), levels[colours], kind);
            }
        }
    }

    /** Of its own depth where no other is asked for: not 257 times the levels that 8 bits would have. */
    @Test
    void sixteenBitsStaySixteen() {
        BufferedImage expected = derainer.derain(
                filled(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY)), 16, NOBODY);
        kinds().values().stream().filter(kind -> kind.getColorModel().getComponentSize(0) == 16)
                .forEach(kind -> requireLevels(kind.toString(), expected, derainer.derain(filled(kind)), 16));
        int[] levels = expected.getRaster().getPixels(0, 0, WIDTH, HEIGHT, (int[]) null);
        assertTrue(Arrays.stream(levels).filter(level -> level % 257 != 0).count() > levels.length / 2);
    }

    /** With one coloured pixel, first or last, the network's three channels stay three. */
    @Test
    void oneColouredPixelMakesAColourPicture() {
        for (int coloured : new int[]{0, WIDTH * HEIGHT - 1}) {
            BufferedImage picture = filled(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR));
            picture.setRGB(coloured % WIDTH, coloured / WIDTH, 0x808081);
            float[] bgr = derainer.derain(Pixels.network(picture), HEIGHT, WIDTH);
            BufferedImage result = derainer.derain(picture);
            boolean colours = false;
            for (int i = 0; i < bgr.length; i++) {
                int level = result.getRaster().getSample(i / 3 % WIDTH, i / 3 / WIDTH, 2 - i % 3);
                assertEquals(Pixels.level(bgr[i], Rounding.NEAREST), level);
                colours |= i % 3 == 2 && Pixels.level(bgr[i - 1], Rounding.NEAREST) != level;
            }
            assertTrue(colours); // the network gives grey some colour: the other test sees something
        }
    }

    /** Floats are the network's own, for whatever picture. */
    @Test
    void theLowerDoorIsTheNetworkItself() {
        float[] bgr = derainer.derain(
                Pixels.network(filled(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY))), HEIGHT, WIDTH);
        assertNotEquals(bgr[0], bgr[1]);
    }

    private static Map<String, BufferedImage> kinds() {
        Map<String, BufferedImage> kinds = new LinkedHashMap<>();
        for (int type : new int[]{BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB,
            BufferedImage.TYPE_INT_BGR, BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR,
            BufferedImage.TYPE_USHORT_GRAY}) {
            kinds.put("type " + type, new BufferedImage(WIDTH, HEIGHT, type));
        }
        kinds.put("part of a coloured one", partOfColoured());
        kinds.put("palette", palette(-1));
        kinds.put("palette with a colour that no pixel has", palette(7));
        kinds.put("grey, alpha", components(ColorSpace.CS_GRAY, true, DataBuffer.TYPE_BYTE));
        kinds.put("grey, alpha, 16 bits", components(ColorSpace.CS_GRAY, true, DataBuffer.TYPE_USHORT));
        kinds.put("RGB, 16 bits", components(ColorSpace.CS_sRGB, false, DataBuffer.TYPE_USHORT));
        kinds.put("RGBA, 16 bits", components(ColorSpace.CS_sRGB, true, DataBuffer.TYPE_USHORT));
        kinds.put("planes", new BufferedImage(
                new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE,
                        DataBuffer.TYPE_BYTE),
                Raster.createWritableRaster(new BandedSampleModel(DataBuffer.TYPE_BYTE, WIDTH, HEIGHT, 3), new Point()),
                false, null));
        return kinds;
    }

    private static BufferedImage partOfColoured() {
        BufferedImage whole = new BufferedImage(WIDTH + 6, HEIGHT + 5, BufferedImage.TYPE_3BYTE_BGR);
        whole.setRGB(1, 1, 0xff0000);
        whole.setRGB(WIDTH + 5, HEIGHT + 4, 0xff);
        return whole.getSubimage(4, 3, WIDTH, HEIGHT);
    }

    /** Of greys, in falling order, with one colour in place of a level that {@link #level} never gives. */
    private static BufferedImage palette(int coloured) {
        byte[] falling = new byte[256];
        for (int i = 0; i < 256; i++) {
            falling[i] = (byte) (255 - i);
        }
        byte[] blue = falling.clone();
        if (coloured >= 0) {
            blue[255 - coloured] = 100;
        }
        return new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, 256, falling, falling, blue));
    }

    private static BufferedImage components(int space, boolean alpha, int type) {
        var model = new ComponentColorModel(ColorSpace.getInstance(space), alpha, false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE, type);
        return new BufferedImage(model, model.createCompatibleWritableRaster(WIDTH, HEIGHT), false, null);
    }

    /** The same streaky levels in each kind, whatever its samples. */
    private static BufferedImage filled(BufferedImage picture) {
        int bands = picture.getRaster().getNumBands();
        int scale = picture.getRaster().getTransferType() == DataBuffer.TYPE_USHORT ? 257 : 1;
        boolean palette = picture.getColorModel() instanceof IndexColorModel;
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int[] samples = new int[bands];
            Arrays.fill(samples, scale * (palette ? 255 - level(i) : level(i)));
            if (picture.getColorModel().hasAlpha()) {
                samples[bands - 1] = scale * alpha(i);
            }
            picture.getRaster().setPixel(i % WIDTH, i / WIDTH, samples);
        }
        return picture;
    }

    /** Above 7. */
    private static int level(int pixel) {
        return pixel % 5 == 0 ? 255 : 60 + new Random(pixel).nextInt(60);
    }

    private static int alpha(int pixel) {
        return pixel % 256;
    }
}
