package org.derain4j.engine;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * A picture's samples, read and written without colour conversion: {@code getRGB} would pass grey and profiled pictures
 * through sRGB and change their values. Palettes, 16-bit and premultiplied pictures are first brought to {@link StandardPixels}.
 *
 * <p>Samples are converted in strips of a few rows, between which and the picture rasters copy by themselves: any kind, and
 * whole rows at once where bytes lie in the order B, G, R. Nobody is asked for the picture's own array, which would keep it
 * out of a graphics card's memory from then on.
 */
final class Picture {

    /** Enough for a call to be worth it, few enough for the second-level cache. */
    private static final int STRIP_ROWS = 8;

    /** B, G, R among a raster's R, G, B. */
    private static final int[] BGR = {2, 1, 0};
    private static final int[] GREY = {0};

    private final BufferedImage image;
    private final boolean grey;

    Picture(BufferedImage picture) {
        image = isPlain(picture) ? picture : StandardPixels.of(picture);
        grey = image.getColorModel().getNumColorComponents() == 1;
    }

    private static boolean isPlain(BufferedImage picture) {
        ColorModel model = picture.getColorModel();
        int colours = model.getNumColorComponents();
        for (int bits : model.getComponentSize()) {
            if (bits != Byte.SIZE) {
                return false;
            }
        }
        return !(model instanceof IndexColorModel) && !model.isAlphaPremultiplied() && (colours == 1
                && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                || colours == 3 && model.getColorSpace().getType() == ColorSpace.TYPE_RGB);
    }

    int height() {
        return image.getHeight();
    }

    int width() {
        return image.getWidth();
    }

    /** Interleaved B, G, R in [-1, 1]. */
    float[] network() {
        int row = Math.multiplyExact(width(), coloured().length);
        float[] values = new float[Math.multiplyExact(height(), row)];
        WritableRaster strip = strip();
        for (int y = 0; y < height(); y += strip.getHeight()) {
            read(y, strip);
            Pixels.values(bytes(strip), values, y * row);
        }
        return grey ? thrice(values) : values;
    }

    /** The same of a reduced copy. */
    float[] network(WorkSize size) {
        WritableRaster strip = strip();
        float[] values = new float[bytes(strip).length];
        AreaMean reduced = new AreaMean(height(), width(), size, coloured().length);
        for (int y = 0; y < height(); y++) {
            if (y % strip.getHeight() == 0) {
                read(y, strip);
                Pixels.values(bytes(strip), values, 0);
            }
            reduced.add(values, y % strip.getHeight() * width() * coloured().length, y);
        }
        return grey ? thrice(reduced.means()) : reduced.means();
    }

    /** A picture of the same kind with other colours and the same alpha. */
    BufferedImage with(float[] bgr, Rounding rounding) {
        int row = width() * coloured().length;
        WritableRaster strip = strip();
        float[] values = withoutStrayColour(bgr, strip);
        return written(strip, y -> Pixels.levels(values, y * row, bytes(strip), rounding));
    }

    /** A picture of the same kind and alpha, without rain that was found in it or in a reduced copy. */
    BufferedImage without(float[] bgr, WorkSize size, Rounding rounding) {
        WritableRaster strip = strip();
        RainLayer rain = new RainLayer(withoutStrayColour(bgr, strip), size, height(), width());
        float[] values = new float[bytes(strip).length];
        return written(strip, y -> {
            read(y, strip);
            Pixels.values(bytes(strip), values, 0);
            for (int i = 0; i < Math.min(strip.getHeight(), height() - y); i++) {
                rain.subtractFrom(values, i * width() * coloured().length, y + i);
            }
            Pixels.levels(values, 0, bytes(strip), rounding);
        });
    }

    /** A picture of the same kind and alpha, whose rows are in the strip once it was filled from y on. */
    private BufferedImage written(WritableRaster strip, IntConsumer fill) {
        WritableRaster raster = image.getRaster().createCompatibleWritableRaster(width(), height());
        for (int y = 0; y < height(); y += strip.getHeight()) {
            fill.accept(y);
            colours(raster, y).setRect(strip);
        }
        if (image.getColorModel().hasAlpha()) {
            int[] alpha = {raster.getNumBands() - 1};
            part(raster, 0, height(), alpha).setRect(part(image.getRaster(), 0, height(), alpha));
        }
        return new BufferedImage(image.getColorModel(), raster, false, null);
    }

    private void read(int y, WritableRaster strip) {
        strip.setRect(colours(image.getRaster(), y));
    }

    /**
     * What a picture without colour is written from: the mean of B, G and R before the one rounding, once for each pixel of
     * the grey kind, else three times. The network gives grey some colour, which no such picture has. The plain mean, since
     * the three are estimates of one value, none better than another, and the eye's weights belong to colours.
     */
    private float[] withoutStrayColour(float[] bgr, WritableRaster strip) {
        return grey ? means(bgr) : isColourless(strip) ? thrice(means(bgr)) : bgr;
    }

    /** Whether B, G and R are the same at every pixel; asked up to the first strip of rows where they are not. */
    private boolean isColourless(WritableRaster strip) {
        byte[] bgr = bytes(strip);
        for (int y = 0; y < height(); y += strip.getHeight()) {
            read(y, strip);
            for (int i = 0; i < bgr.length; i += 3) {
                if (bgr[i] != bgr[i + 1] || bgr[i] != bgr[i + 2]) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The raster's bands of colour, in the network's order. */
    private int[] coloured() {
        return grey ? GREY : BGR;
    }

    /** The rows of a strip that begins at y. */
    private WritableRaster colours(WritableRaster raster, int y) {
        return part(raster, y, Math.min(STRIP_ROWS, height() - y), coloured());
    }

    /** Rows by themselves: where a copy is clipped at its top, JDK 25 takes bytes from the first rows instead. */
    private static WritableRaster part(WritableRaster raster, int y, int rows, int[] bands) {
        return raster.createWritableChild(0, y, raster.getWidth(), rows, 0, 0, bands);
    }

    /** Some rows' colours as interleaved bytes, nothing between them. */
    private WritableRaster strip() {
        int channels = coloured().length;
        int[] order = IntStream.range(0, channels).toArray();
        return Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width(), Math.min(STRIP_ROWS, height()),
                width() * channels, channels, order, null);
    }

    private static byte[] bytes(WritableRaster strip) {
        return ((DataBufferByte) strip.getDataBuffer()).getData();
    }

    private static float[] thrice(float[] values) {
        float[] bgr = new float[Math.multiplyExact(values.length, 3)];
        for (int i = 0; i < values.length; i++) {
            Arrays.fill(bgr, 3 * i, 3 * i + 3, values[i]);
        }
        return bgr;
    }

    private static float[] means(float[] bgr) {
        float[] values = new float[bgr.length / 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (bgr[3 * i] + bgr[3 * i + 1] + bgr[3 * i + 2]) / 3;
        }
        return values;
    }
}
