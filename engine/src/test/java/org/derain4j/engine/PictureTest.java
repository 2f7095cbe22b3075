package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Point;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BandedSampleModel;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rasters of many kinds, read and written as a loop over single samples would. */
class PictureTest {

    /** Around the rows that are converted together. */
    private static final int[] HEIGHTS = {1, 7, 8, 9, 16, 21};
    private static final int WIDTH = 5;
    private static final int[] TYPES = {DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT};

    private final Random random = new Random(3);

    @Test
    void everyKindIsReadSampleBySample() {
        for (int height : HEIGHTS) {
            pictures(height).forEach((kind, picture) -> {
                float[] bgr = Pixels.network(picture);
                assertEquals(height * WIDTH * 3, bgr.length, kind);
                for (int i = 0; i < bgr.length; i++) {
                    assertEquals(value(picture, sample(picture, i / 3, i % 3)), bgr[i], kind);
                }
            });
        }
    }

    @Test
    void everyKindIsWrittenSampleBySample() {
        for (int height : HEIGHTS) {
            pictures(height).forEach((kind, picture) -> {
                for (Rounding rounding : Rounding.values()) {
                    float[] bgr = results(height);
                    int[] before = samples(picture);
                    BufferedImage written = Fixtures.written(picture, bgr, rounding);
                    requireWritten(kind, picture, bgr, rounding, written);
                    written.setRGB(0, 0, ~written.getRGB(0, 0));
                    assertEquals(Arrays.toString(before), Arrays.toString(samples(picture)), kind + " changed");
                }
            });
        }
    }

    private static void requireWritten(String kind, BufferedImage picture, float[] bgr, Rounding rounding,
            BufferedImage written) {
        assertEquals(picture.getColorModel(), written.getColorModel(), kind);
        assertEquals(picture.getHeight(), written.getHeight(), kind);
        assertEquals(WIDTH, written.getWidth(), kind);
        for (int i = 0; i < bgr.length; i++) {
            int first = i / 3 * 3;
            float value = isGrey(picture) ? (bgr[first] + bgr[first + 1] + bgr[first + 2]) / 3 : bgr[i];
            assertEquals(level(picture, value, rounding), sample(written, i / 3, i % 3), kind);
        }
        int alpha = picture.getRaster().getNumBands() - 1;
        for (int pixel = 0; picture.getColorModel().hasAlpha() && pixel < bgr.length / 3; pixel++) {
            assertEquals(picture.getRaster().getSample(pixel % WIDTH, pixel / WIDTH, alpha),
                    written.getRaster().getSample(pixel % WIDTH, pixel / WIDTH, alpha), kind);
        }
    }

    private static float value(BufferedImage picture, int sample) {
        return isDeep(picture) ? (float) (sample / 32767.5 - 1) : Pixels.value(sample);
    }

    private static int level(BufferedImage picture, float value, Rounding rounding) {
        double level = Math.clamp((value + 1.0) * 32767.5, 0, 65535);
        return !isDeep(picture)
                ? Pixels.level(value, rounding)
                : (int) (rounding == Rounding.NEAREST ? Math.floor(level + 0.5) : Math.floor(level));
    }

    private static boolean isDeep(BufferedImage picture) {
        return picture.getColorModel().getComponentSize(0) == 16;
    }

    /** A value between two bytes, the floats beside it, and those beyond. */
    @Test
    void everyHalfIsRoundedAsInWholeNumbers() {
        for (int level = 0; level < 255; level++) {
            float half = (float) ((level + 0.5) / 127.5 - 1);
            for (float value : new float[]{Math.nextDown(half), half, Math.nextUp(half)}) {
                assertEquals(Math.round((value + 1) * 127.5f), Pixels.level(value, Rounding.NEAREST));
                assertEquals((int) ((value + 1) * 127.5f), Pixels.level(value, Rounding.OFFICIAL));
            }
        }
        float justBelow = 65793 / 0x1p24f - 1; // scaled, it is the float before 0.5, to which 0.5 cannot be added in float
        assertEquals(Math.nextDown(0.5f), (justBelow + 1) * 127.5f);
        assertEquals(0, Pixels.level(justBelow, Rounding.NEAREST));
        for (Rounding rounding : Rounding.values()) {
            assertEquals(255, Pixels.level(Float.POSITIVE_INFINITY, rounding));
            assertEquals(0, Pixels.level(-Float.MAX_VALUE, rounding));
        }
    }

    private Map<String, BufferedImage> pictures(int height) {
        Map<String, BufferedImage> pictures = new LinkedHashMap<>();
        for (int type : new int[]{BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR,
            BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_BGR,
            BufferedImage.TYPE_INT_ARGB}) {
            pictures.put("type " + type, new BufferedImage(WIDTH, height, type));
            pictures.put("part of type " + type, new BufferedImage(WIDTH + 6, height + 5, type)
                    .getSubimage(4, 3, WIDTH, height));
        }
        for (int type : TYPES) {
            putComponents(pictures, height, type);
        }
        pictures.put("16-bit grey", new BufferedImage(WIDTH, height, BufferedImage.TYPE_USHORT_GRAY));
        pictures.values().forEach(this::fill);
        return pictures;
    }

    private static void putComponents(Map<String, BufferedImage> pictures, int height, int type) {
        String kind = type == DataBuffer.TYPE_BYTE ? "" : "16-bit ";
        pictures.put(kind + "RGB", interleaved(type, height, 3, 0, 1, 2));
        pictures.put(kind + "RGBA", interleaved(type, height, 4, 0, 1, 2, 3));
        pictures.put(kind + "BGRA", interleaved(type, height, 4, 2, 1, 0, 3));
        pictures.put(kind + "GRB", interleaved(type, height, 3, 1, 0, 2));
        pictures.put(kind + "BGR and a byte", interleaved(type, height, 4, 2, 1, 0));
        pictures.put(kind + "grey and alpha", interleaved(type, height, 2, 0, 1));
        pictures.put(kind + "alpha and grey", interleaved(type, height, 2, 1, 0));
        pictures.put(kind + "planes", of(new BandedSampleModel(type, WIDTH, height, 3)));
        pictures.put(kind + "grey and alpha in planes", of(new BandedSampleModel(type, WIDTH, height, 2)));
    }

    /** Rows with a gap between them, bands at these places of a pixel. */
    private static BufferedImage interleaved(int type, int height, int pixelBytes, int... places) {
        return of(new PixelInterleavedSampleModel(type, WIDTH, height, pixelBytes,
                WIDTH * pixelBytes + 3, places));
    }

    private static BufferedImage of(SampleModel samples) {
        boolean alpha = samples.getNumBands() % 2 == 0;
        ColorModel colours = new ComponentColorModel(
                ColorSpace.getInstance(samples.getNumBands() < 3 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB), alpha,
                false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE, samples.getDataType());
        WritableRaster raster = Raster.createWritableRaster(samples, new Point());
        return new BufferedImage(colours, raster, false, null);
    }

    private void fill(BufferedImage picture) {
        WritableRaster raster = picture.getRaster();
        int[] samples = random
                .ints(WIDTH * picture.getHeight() * raster.getNumBands(), 0, isDeep(picture) ? 65536 : 256).toArray();
        raster.setPixels(0, 0, WIDTH, picture.getHeight(), samples);
    }

    private float[] results(int height) {
        float[] bgr = new float[height * WIDTH * 3];
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = random.nextFloat() * 2.2f - 1.1f;
        }
        return bgr;
    }

    private static boolean isGrey(BufferedImage picture) {
        return picture.getColorModel().getNumColorComponents() == 1;
    }

    private static int sample(BufferedImage picture, int pixel, int channel) {
        return picture.getRaster().getSample(pixel % WIDTH, pixel / WIDTH, isGrey(picture) ? 0 : 2 - channel);
    }

    private static int[] samples(BufferedImage picture) {
        return picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
    }
}
