package org.derain4j.engine;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import org.derain4j.kernels.backend.LevelTransfer;

/**
 * A picture's samples, read without colour conversion: {@code getRGB} would pass grey and profiled pictures
 * through sRGB and change their values. Palettes, premultiplied pictures and others whose samples have not just 8 or just 16 bits
 * are first brought to {@link StandardPixels}.
 *
 * <p>Samples are converted in strips of a few rows, between which and the picture rasters copy by themselves. Nobody is asked for
 * the picture's own array, which would keep it out of a graphics card's memory from then on.
 */
final class Picture implements Samples {

    /** Enough for a call to be worth it, few enough for the second-level cache. */
    static final int STRIP_ROWS = 8;

    /** B, G, R among a raster's R, G, B. */
    private static final int[] BGR = {2, 1, 0};
    private static final int[] GREY = {0};

    private final BufferedImage image;
    private final boolean grey;

    /** The strip that was read last, and its first row. */
    private final Strip strip;
    private int top = -1;

    /** A picture of any kind; brought to another, unless the calling thread is interrupted. */
    Picture(BufferedImage picture) {
        image = isPlain(picture)
                ? picture
                : StandardPixels.of(picture, StandardPixels.bits(picture), Interrupts::check);
        grey = image.getColorModel().getNumColorComponents() == 1;
        strip = strip(depth());
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
        int result = depth == PictureResult.OWN_DEPTH ? own : depth;
        int bits = picture.getColorModel().getNumComponents() * (result + (isPlain(picture) ? 0 : own));
        return (long) picture.getHeight() * picture.getWidth() * bits / Byte.SIZE;
    }

    /** What a picture's own samples take. */
    static long ownBytes(BufferedImage picture) {
        DataBuffer samples = picture.getRaster().getDataBuffer();
        return (long) samples.getNumBanks() * samples.getSize() * DataBuffer.getDataTypeSize(samples.getDataType())
                / Byte.SIZE;
    }

    /** Of a kind that is worked on as it is. */
    BufferedImage image() {
        return image;
    }

    @Override
    public int height() {
        return image.getHeight();
    }

    @Override
    public int width() {
        return image.getWidth();
    }

    int depth() {
        return image.getColorModel().getComponentSize(0);
    }

    @Override
    public int channels() {
        return coloured().length;
    }

    @Override
    public void readOwn(int y, float[] values, int at) {
        rows(y - y % STRIP_ROWS).samples().values(y % STRIP_ROWS * rowSamples(), rowSamples(), values, at);
    }

    @Override
    public LevelTransfer.Source levelSource() {
        return !grey && strip instanceof Strip.Bytes bytes
                ? (y, bgr) -> {
                    rows(y - y % STRIP_ROWS);
                    System.arraycopy(bytes.samples().samples(), y % STRIP_ROWS * rowSamples(), bgr, 0, rowSamples());
                }
                : null;
    }

    @Override
    public boolean isColourless() {
        for (int y = 0; y < height() && !grey; y += STRIP_ROWS) {
            Interrupts.check();
            if (!rows(y).samples().isColourless()) {
                return false;
            }
        }
        return true;
    }

    /** The strip that begins at y. */
    private Strip rows(int y) {
        if (y != top) {
            strip.read(colours(image.getRaster(), y));
            top = y;
        }
        return strip;
    }

    /** The raster's bands of colour, in the network's order. */
    private int[] coloured() {
        return grey ? GREY : BGR;
    }

    /** The rows of a strip that begins at y. */
    WritableRaster colours(WritableRaster raster, int y) {
        return part(raster, y, Math.min(STRIP_ROWS, height() - y), coloured());
    }

    /** Rows by themselves: where a copy is clipped at its top, JDK 25 takes bytes from the first rows instead. */
    static WritableRaster part(WritableRaster raster, int y, int rows, int[] bands) {
        return raster.createWritableChild(0, y, raster.getWidth(), rows, 0, 0, bands);
    }

    /** An empty strip for the picture's colours. */
    Strip strip(int bits) {
        return Strip.of(bits, Math.min(STRIP_ROWS, height()), width(), channels());
    }
}
