package org.derain4j.engine;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Brings pictures of any kind (palettes, packed pixels, 1 to 16 bits, fractions, other colour spaces) to eight: grey and
 * RGB, each with and without alpha, of 8 and of 16 bits; not premultiplied. Samples lie pixel by pixel, bands in the order
 * grey, alpha or red, green, blue, alpha; where they are RGB bytes, backwards in memory as {@link BufferedImage#TYPE_3BYTE_BGR}
 * and {@link BufferedImage#TYPE_4BYTE_ABGR}.
 *
 * <p>Grey and RGB keep their values and their colour space, whatever profile that has: the network works on values as they are
 * stored. {@code getRGB} would bend them, grey most of all, which Java takes for linear light. Other colours (CMYK, Lab) are
 * converted to sRGB.
 */
public final class StandardPixels {

    /** Enough for a call of the colour management to be worth it. */
    private static final int CONVERTED_ROWS = 64;

    private StandardPixels() {}

    /**
     * The picture as one of the kinds, with 8 bits where no sample has more, else with 16.
     *
     * @param picture any kind; it is not changed
     * @return a new picture of the same size
     * @throws PictureException for whole-numbered samples of more than 16 bits
     */
    public static BufferedImage of(BufferedImage picture) {
        Objects.requireNonNull(picture, "picture");
        return of(picture, bits(picture));
    }

    /**
     * The picture as one of the kinds of 8 or of 16 bits. Each sample is scaled once from its own depth and rounded to nearest:
     * from 8 bits to 16 it is multiplied by 257.
     *
     * @param picture any kind; it is not changed
     * @param bits    8 or 16
     * @return a new picture of the same size
     * @throws PictureException         for whole-numbered samples of more than 16 bits
     * @throws IllegalArgumentException for other bits
     */
    public static BufferedImage of(BufferedImage picture, int bits) {
        Objects.requireNonNull(picture, "picture");
        return of(picture, bits, () -> {
        });
    }

    /** The same, asking every few rows whether to go on. */
    static BufferedImage of(BufferedImage picture, int bits, Runnable check) {
        requireDepth(bits);
        ColorModel model = picture.getColorModel();
        if (model instanceof IndexColorModel palette) {
            BufferedImage resolved = ofPalette(picture.getRaster(), palette, check);
            return bits == Byte.SIZE ? resolved : of(resolved, bits, check);
        }
        boolean whole = isWhole(picture.getRaster().getTransferType());
        if (whole && most(model) > Short.SIZE) {
            throw new PictureException("its samples have more than 16 bits; save it with 8 or 16");
        }
        ColorSpace space = model.getColorSpace();
        if (space.getType() != ColorSpace.TYPE_GRAY && space.getType() != ColorSpace.TYPE_RGB) {
            ColorSpace srgb = ColorSpace.getInstance(ColorSpace.CS_sRGB);
            return converted(straight(picture), blank(picture, srgb, bits), check);
        }
        BufferedImage standard = blank(picture, space, bits);
        if (whole) {
            copy(picture, standard.getRaster(), bits, check);
        } else {
            normalize(picture, standard.getRaster(), bits, check);
        }
        return standard;
    }

    static void requireDepth(int bits) {
        if (bits != Byte.SIZE && bits != Short.SIZE) {
            throw new IllegalArgumentException("a depth of " + bits + " bits; give 8 or 16");
        }
    }

    /**
     * Whether nothing shines through a picture: it has no alpha, or has the most of it everywhere.
     *
     * @param picture of a standard kind
     * @return false if some pixel is not wholly opaque
     */
    public static boolean isOpaque(BufferedImage picture) {
        Objects.requireNonNull(picture, "picture");
        Raster alpha = picture.getAlphaRaster();
        if (alpha == null) {
            return true;
        }
        int most = (1 << picture.getColorModel().getComponentSize(0)) - 1;
        int[] row = new int[picture.getWidth()];
        for (int y = 0; y < picture.getHeight(); y++) {
            alpha.getSamples(0, y, row.length, 1, 0, row);
            if (IntStream.of(row).anyMatch(a -> a != most)) {
                return false;
            }
        }
        return true;
    }

    /** The largest sample. */
    static int top(int bits) {
        return (1 << bits) - 1;
    }

    /** As few as keep all of it. */
    static int bits(BufferedImage picture) {
        ColorModel model = picture.getColorModel();
        return model instanceof IndexColorModel || most(model) <= Byte.SIZE ? Byte.SIZE : Short.SIZE;
    }

    private static int most(ColorModel model) {
        return IntStream.of(model.getComponentSize()).max().orElseThrow();
    }

    private static boolean isWhole(int type) {
        return type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT || type == DataBuffer.TYPE_INT;
    }

    /** The picture itself, or a copy whose colours are divided by alpha. */
    private static BufferedImage straight(BufferedImage picture) {
        if (!picture.isAlphaPremultiplied()) {
            return picture;
        }
        BufferedImage copy = new BufferedImage(picture.getColorModel(), picture.copyData(null), true, null);
        copy.coerceData(false);
        return copy;
    }

    /** By the profiles of both, some rows at a time. */
    private static BufferedImage converted(BufferedImage from, BufferedImage to, Runnable check) {
        ColorConvertOp conversion = new ColorConvertOp(null);
        for (int y = 0; y < from.getHeight(); y += CONVERTED_ROWS) {
            check.run();
            int rows = Math.min(CONVERTED_ROWS, from.getHeight() - y);
            conversion.filter(from.getSubimage(0, y, from.getWidth(), rows),
                    to.getSubimage(0, y, from.getWidth(), rows));
        }
        return to;
    }

    /** An empty one of the standard kind with another's size and alpha. */
    static BufferedImage blank(BufferedImage like, ColorSpace space, int bits) {
        return blank(like.getWidth(), like.getHeight(), space, like.getColorModel().hasAlpha(), bits);
    }

    static BufferedImage blank(int width, int height, ColorSpace space, boolean alpha, int bits) {
        int type = bits == Byte.SIZE ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
        ColorModel model = new ComponentColorModel(space, alpha, false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE, type);
        int bands = model.getNumComponents();
        boolean backwards = bits == Byte.SIZE && bands > 2;
        int[] places = IntStream.range(0, bands).map(band -> backwards ? bands - 1 - band : band).toArray();
        return new BufferedImage(model,
                Raster.createInterleavedRaster(type, width, height, width * bands, bands, places, null), false, null);
    }

    /** Whole samples, each scaled from its own depth, and divided by alpha where they are premultiplied. */
    private static void copy(BufferedImage picture, WritableRaster to, int bits, Runnable check) {
        Raster from = picture.getRaster();
        ColorModel model = picture.getColorModel();
        int[] most = IntStream.of(model.getComponentSize()).map(StandardPixels::top).toArray();
        int top = top(bits);
        boolean premultiplied = model.hasAlpha() && model.isAlphaPremultiplied();
        if (!premultiplied && from.getTransferType() == to.getTransferType()
                && IntStream.of(most).allMatch(max -> max == top)) {
            if (bits == Byte.SIZE) {
                to.setRect(from);
            } else {
                to.setDataElements(0, 0, from);
            }
            return;
        }
        int[] row = new int[Math.multiplyExact(from.getWidth(), most.length)];
        for (int y = 0; y < from.getHeight(); y++) {
            check.run();
            from.getPixels(0, y, from.getWidth(), 1, row);
            if (premultiplied) {
                divide(row, most, top);
            } else {
                scale(row, most, top);
            }
            to.setPixels(0, y, from.getWidth(), 1, row);
        }
    }

    private static void scale(int[] row, int[] most, int top) {
        for (int band = 0; band < most.length; band++) {
            for (int i = band; i < row.length; i += most.length) {
                row[i] = scaled(row[i], most[band], top);
            }
        }
    }

    /** To nearest; what is beyond the most is the most. */
    static int scaled(long sample, long most, long top) {
        return (int) Math.min(top, (sample * top + most / 2) / most);
    }

    /** Colours that are not seen at all stay as they are stored. */
    private static void divide(int[] row, int[] most, int top) {
        int last = most.length - 1;
        for (int i = 0; i < row.length; i += most.length) {
            long alpha = row[i + last];
            for (int band = 0; band < last; band++) {
                long sample = row[i + band];
                row[i + band] = alpha == 0
                        ? scaled(sample, most[band], top)
                        : scaled(sample * most[last], most[band] * alpha, top);
            }
            row[i + last] = scaled(alpha, most[last], top);
        }
    }

    /** Pixel by pixel what the picture's own model makes of it: fractions and signed samples. */
    private static void normalize(BufferedImage from, WritableRaster to, int bits, Runnable check) {
        Raster raster = from.getRaster();
        int top = top(bits);
        Object pixel = null;
        float[] levels = null;
        for (int y = 0; y < to.getHeight(); y++) {
            check.run();
            for (int x = 0; x < to.getWidth(); x++) {
                pixel = raster.getDataElements(x, y, pixel);
                levels = from.getColorModel().getNormalizedComponents(pixel, levels, 0);
                for (int band = 0; band < levels.length; band++) {
                    to.setSample(x, y, band, (int) Math.round(top * Math.clamp((double) levels[band], 0, 1)));
                }
            }
        }
    }

    private static BufferedImage ofPalette(Raster from, IndexColorModel palette, Runnable check) {
        int[] colours = new int[palette.getMapSize()];
        palette.getRGBs(colours);
        boolean opaque = IntStream.of(colours).allMatch(c -> c >>> 24 == 255);
        boolean grey = opaque && IntStream.of(colours).allMatch(c -> (c & 255) * 0x010101 == (c & 0xFFFFFF));
        BufferedImage to = blank(from.getWidth(), from.getHeight(),
                ColorSpace.getInstance(grey ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB), !opaque, Byte.SIZE);
        int[] row = new int[from.getWidth()];
        for (int y = 0; y < from.getHeight(); y++) {
            check.run();
            from.getPixels(0, y, from.getWidth(), 1, row);
            for (int x = 0; x < row.length; x++) {
                row[x] = colours[Math.min(row[x], colours.length - 1)];
            }
            if (grey) {
                to.getRaster().setSamples(0, y, row.length, 1, 0, IntStream.of(row).map(c -> c & 255).toArray());
            } else {
                to.setRGB(0, y, row.length, 1, row, 0, row.length);
            }
        }
        return to;
    }
}
