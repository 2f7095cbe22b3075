package org.derain4j.pictures.format;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;

/** Pictures of the kinds of {@link org.derain4j.engine.StandardPixels}, black and, where they have alpha, transparent. */
final class BlankPicture {

    private BlankPicture() {}

    static BufferedImage of(int width, int height, boolean grey, boolean alpha, boolean deep) {
        if (!deep && !grey) {
            return new BufferedImage(width, height,
                    alpha ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR);
        }
        if (grey && !alpha) {
            return new BufferedImage(width, height,
                    deep ? BufferedImage.TYPE_USHORT_GRAY : BufferedImage.TYPE_BYTE_GRAY);
        }
        var model = new ComponentColorModel(
                ColorSpace.getInstance(grey ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB), alpha, false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                deep ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE);
        return new BufferedImage(model, model.createCompatibleWritableRaster(width, height), false, null);
    }
}
