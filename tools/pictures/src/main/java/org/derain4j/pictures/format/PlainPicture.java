package org.derain4j.pictures.format;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;

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

    private static ColorModel model(boolean grey, boolean alpha, boolean premultiplied, int type) {
        return new ComponentColorModel(ColorSpace.getInstance(grey ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB), alpha,
                premultiplied, alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE, type);
    }
}
