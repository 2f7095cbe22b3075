package org.derain4j.pictures.format;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Pictures of the kinds of {@link org.derain4j.engine.StandardPixels}, whose colour space says nothing but grey or RGB. */
public final class PlainPicture {

    private PlainPicture() {}

    /**
     * A picture black and, where it has alpha, transparent.
     *
     * @param width  columns
     * @param height rows
     * @param grey   whether it is grey, not RGB
     * @param alpha  whether it has alpha
     * @param deep   whether a sample has 16 bits, not 8
     * @return a new one
     */
    public static BufferedImage blank(int width, int height, boolean grey, boolean alpha, boolean deep) {
        if (!deep && !grey) {
            return new BufferedImage(width, height,
                    alpha ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR);
        }
        if (grey && !alpha) {
            return new BufferedImage(width, height,
                    deep ? BufferedImage.TYPE_USHORT_GRAY : BufferedImage.TYPE_BYTE_GRAY);
        }
        ColorModel model = model(grey, alpha, false, deep ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE);
        return new BufferedImage(model, model.createCompatibleWritableRaster(width, height), false, null);
    }

    /**
     * A picture of samples that are there.
     *
     * @param raster        grey or RGB, and alpha as its last band; not copied
     * @param alpha         whether it has one
     * @param premultiplied whether its colours are multiplied by it
     * @return a picture around it
     */
    public static BufferedImage around(WritableRaster raster, boolean alpha, boolean premultiplied) {
        boolean grey = raster.getNumBands() - (alpha ? 1 : 0) == 1;
        return new BufferedImage(model(grey, alpha, premultiplied, raster.getTransferType()), raster, premultiplied,
                null);
    }

    /**
     * A raster in the memory of another one, which is not needed any more: filled row by row from the top, it does not overtake that one.
     *
     * @param raster of as many bands or more, of 8 or 16 bits
     * @param bands  of the new one
     * @return a raster of a standard kind and of the same size; in memory of its own if the other's samples do not lie pixel by pixel
     */
    public static WritableRaster over(WritableRaster raster, int bands) {
        int width = raster.getWidth();
        int type = raster.getTransferType();
        DataBuffer memory = hasNoGaps(raster)
                ? raster.getDataBuffer()
                : raster.createCompatibleWritableRaster().getDataBuffer();
        return Raster.createInterleavedRaster(memory, width, raster.getHeight(), bands * width, bands,
                places(bands, type == DataBuffer.TYPE_USHORT), null);
    }

    private static boolean hasNoGaps(Raster raster) {
        int bands = raster.getNumBands();
        return raster.getSampleModel() instanceof PixelInterleavedSampleModel model && model.getPixelStride() == bands
                && model.getScanlineStride() == bands * raster.getWidth();
    }

    /**
     * Red, green, blue and alpha among the samples of a pixel, as {@link org.derain4j.engine.StandardPixels} has them.
     *
     * @param bands of a pixel
     * @param deep  whether a sample has 16 bits, not 8
     * @return the place of each band: backwards for bytes of RGB
     */
    public static int[] places(int bands, boolean deep) {
        return IntStream.range(0, bands).map(band -> deep || bands < 3 ? band : bands - 1 - band).toArray();
    }

    /**
     * Whether nothing need be done to a picture to make it one of {@link org.derain4j.engine.StandardPixels}.
     *
     * @param picture of any kind
     * @return true if samples, their order and their depth are those of a standard kind
     */
    public static boolean isStandard(BufferedImage picture) {
        WritableRaster raster = picture.getRaster();
        int bands = raster.getNumBands();
        boolean deep = raster.getTransferType() == DataBuffer.TYPE_USHORT;
        return isPlain(picture) && hasNoGaps(raster)
                && Arrays.equals(((PixelInterleavedSampleModel) raster.getSampleModel()).getBandOffsets(),
                        places(bands, deep));
    }

    /**
     * Whether a picture has whole samples of 8 or of 16 bits that are grey or RGB, wherever they lie.
     *
     * @param picture of any kind
     * @return true if its values are those that a standard kind would have
     */
    public static boolean isPlain(BufferedImage picture) {
        ColorModel model = picture.getColorModel();
        int space = model.getColorSpace().getType();
        int type = picture.getRaster().getTransferType();
        int bits = type == DataBuffer.TYPE_BYTE ? Byte.SIZE : Short.SIZE;
        return model instanceof ComponentColorModel && !model.isAlphaPremultiplied()
                && (space == ColorSpace.TYPE_GRAY || space == ColorSpace.TYPE_RGB)
                && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT)
                && IntStream.of(model.getComponentSize()).allMatch(size -> size == bits);
    }

    private static ColorModel model(boolean grey, boolean alpha, boolean premultiplied, int type) {
        return new ComponentColorModel(ColorSpace.getInstance(grey ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB), alpha,
                premultiplied, alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE, type);
    }
}
