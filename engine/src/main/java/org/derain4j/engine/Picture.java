package org.derain4j.engine;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * A picture's samples, read and written without colour conversion: {@code getRGB} would pass grey and profiled pictures
 * through sRGB and change their values. Palettes, premultiplied pictures and others whose samples have not just 8 or just 16 bits
 * are first brought to {@link StandardPixels}.
 *
 * <p>Samples are converted in strips of a few rows, between which and the picture rasters copy by themselves. Nobody is asked for
 * the picture's own array, which would keep it out of a graphics card's memory from then on.
 */
final class Picture {

    /** The result has the picture's bits. */
    static final int OWN_DEPTH = 0;

    /** Enough for a call to be worth it, few enough for the second-level cache. */
    private static final int STRIP_ROWS = 8;

    /** B, G, R among a raster's R, G, B. */
    private static final int[] BGR = {2, 1, 0};
    private static final int[] GREY = {0};

    private final BufferedImage image;
    private final boolean grey;
    private final int bits;

    /** A picture of any kind, whose result has its bits. */
    Picture(BufferedImage picture) {
        this(picture, OWN_DEPTH);
    }

    /** A picture of any kind, whose result has 8 bits, 16, or {@link #OWN_DEPTH}. */
    Picture(BufferedImage picture, int depth) {
        image = isPlain(picture) ? picture : StandardPixels.of(picture);
        grey = image.getColorModel().getNumColorComponents() == 1;
        bits = depth == OWN_DEPTH ? image.getColorModel().getComponentSize(0) : depth;
    }

    /** One that is worked on as it is. */
    private static boolean isPlain(BufferedImage picture) {
        ColorModel model = picture.getColorModel();
        int type = picture.getRaster().getTransferType();
        int depth = type == DataBuffer.TYPE_USHORT ? Short.SIZE : Byte.SIZE;
        for (int bits : model.getComponentSize()) {
            if (bits != depth) {
                return false;
            }
        }
        int colours = model.getNumColorComponents();
        return !(model instanceof IndexColorModel) && !model.isAlphaPremultiplied() && (colours == 1
                && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                || colours == 3 && model.getColorSpace().getType() == ColorSpace.TYPE_RGB);
    }

    /** What is taken for samples: by the result, and by a copy of the picture where it has to be brought to another kind. */
    static long bytes(BufferedImage picture, int depth) {
        int own = StandardPixels.bits(picture);
        int result = depth == OWN_DEPTH ? own : depth;
        int bits = picture.getColorModel().getNumComponents() * (result + (isPlain(picture) ? 0 : own));
        return (long) picture.getHeight() * picture.getWidth() * bits / Byte.SIZE;
    }

    int height() {
        return image.getHeight();
    }

    int width() {
        return image.getWidth();
    }

    /** Interleaved B, G, R in [-1, 1]. */
    float[] network() {
        int row = Math.multiplyExact(width(), channels());
        float[] values = new float[Math.multiplyExact(height(), row)];
        Strip strip = strip(depth());
        for (int y = 0; y < height(); y += STRIP_ROWS) {
            read(y, strip);
            strip.values(values, y * row);
        }
        return grey ? thrice(values) : values;
    }

    /** The same of a reduced copy. */
    float[] network(WorkSize size) {
        Strip strip = strip(depth());
        float[] values = new float[strip.length()];
        AreaMean reduced = new AreaMean(height(), width(), size, channels());
        for (int y = 0; y < height(); y++) {
            if (y % STRIP_ROWS == 0) {
                read(y, strip);
                strip.values(values, 0);
            }
            reduced.add(values, y % STRIP_ROWS * width() * channels(), y);
        }
        return grey ? thrice(reduced.means()) : reduced.means();
    }

    /** A picture of the same kind with other colours and the same alpha. */
    BufferedImage with(float[] bgr, Rounding rounding) {
        int row = width() * channels();
        Strip strip = strip(bits);
        float[] values = withoutStrayColour(bgr);
        return written(strip, y -> strip.levels(values, y * row, rounding));
    }

    /** A picture of the same kind and alpha, without rain that was found in it or in a reduced copy. */
    BufferedImage without(float[] bgr, WorkSize size, Rounding rounding) {
        Strip before = strip(depth());
        Strip after = bits == depth() ? before : strip(bits);
        RainLayer rain = new RainLayer(withoutStrayColour(bgr), size, height(), width());
        float[] values = new float[before.length()];
        return written(after, y -> {
            read(y, before);
            before.values(values, 0);
            for (int i = 0; i < Math.min(STRIP_ROWS, height() - y); i++) {
                rain.subtractFrom(values, i * width() * channels(), y + i);
            }
            after.levels(values, 0, rounding);
        });
    }

    /** A picture of the same kind and alpha, whose rows are in the strip once it was filled from y on. */
    private BufferedImage written(Strip strip, IntConsumer fill) {
        BufferedImage result = blank();
        for (int y = 0; y < height(); y += STRIP_ROWS) {
            fill.accept(y);
            strip.write(colours(result.getRaster(), y));
        }
        if (image.getColorModel().hasAlpha()) {
            copyAlpha(result.getRaster());
        }
        return result;
    }

    /** Of the same kind, or of the standard kind of another depth. */
    private BufferedImage blank() {
        ColorModel model = image.getColorModel();
        return bits == depth()
                ? new BufferedImage(model, image.getRaster().createCompatibleWritableRaster(width(), height()), false,
                        null)
                : StandardPixels.blank(image, model.getColorSpace(), bits);
    }

    private void copyAlpha(WritableRaster to) {
        int[] band = {to.getNumBands() - 1};
        WritableRaster from = part(image.getRaster(), 0, height(), band);
        if (bits != depth()) {
            copyScaled(from, part(to, 0, height(), band));
        } else if (bits == Byte.SIZE) {
            part(to, 0, height(), band).setRect(from);
        } else {
            part(to, 0, height(), band).setDataElements(0, 0, from);
        }
    }

    private void copyScaled(Raster from, WritableRaster to) {
        int[] row = new int[width()];
        for (int y = 0; y < height(); y++) {
            from.getSamples(0, y, width(), 1, 0, row);
            for (int x = 0; x < row.length; x++) {
                row[x] = StandardPixels.scaled(row[x], StandardPixels.top(depth()), StandardPixels.top(bits));
            }
            to.setSamples(0, y, width(), 1, 0, row);
        }
    }

    private void read(int y, Strip strip) {
        strip.read(colours(image.getRaster(), y));
    }

    /**
     * What a picture without colour is written from: the mean of B, G and R before the one rounding, once for each pixel of
     * the grey kind, else three times. The network gives grey some colour, which no such picture has. The plain mean, since
     * the three are estimates of one value, none better than another, and the eye's weights belong to colours.
     */
    private float[] withoutStrayColour(float[] bgr) {
        return grey ? means(bgr) : isColourless() ? thrice(means(bgr)) : bgr;
    }

    /** Whether B, G and R are the same at every pixel; asked up to the first strip of rows where they are not. */
    private boolean isColourless() {
        Strip strip = strip(depth());
        for (int y = 0; y < height(); y += STRIP_ROWS) {
            read(y, strip);
            if (!strip.isColourless()) {
                return false;
            }
        }
        return true;
    }

    private int depth() {
        return image.getColorModel().getComponentSize(0);
    }

    private int channels() {
        return coloured().length;
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

    private Strip strip(int depth) {
        return Strip.of(depth, Math.min(STRIP_ROWS, height()), width(), channels());
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
