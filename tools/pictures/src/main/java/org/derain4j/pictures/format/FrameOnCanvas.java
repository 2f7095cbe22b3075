package org.derain4j.pictures.format;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The first frame of an animation, where it belongs on an otherwise transparent canvas, as browsers show it.
 *
 * @param width  of the canvas
 * @param height of the canvas
 * @param x      the frame's first column
 * @param y      the frame's first row
 * @param frame  its pixels
 */
public record FrameOnCanvas(int width, int height, int x, int y, Parts.Pixels frame) implements Parts.Pixels {

    @Override
    public BufferedImage decode(Upright place, Consumer<String> notes) throws IOException {
        BufferedImage part = frame.decode(place, notes);
        if (part.getWidth() == width && part.getHeight() == height) {
            return part;
        }
        int bands = part.getRaster().getNumBands();
        boolean deep = part.getRaster().getTransferType() == DataBuffer.TYPE_USHORT;
        BufferedImage canvas = place.blank(width, height, bands <= 2, true, deep);
        WritableRaster window = canvas.getRaster().createWritableChild(x, y, part.getWidth(), part.getHeight(), 0, 0,
                null);
        window.createWritableChild(0, 0, part.getWidth(), part.getHeight(), 0, 0, IntStream.range(0, bands).toArray())
                .setRect(part.getRaster());
        if (!part.getColorModel().hasAlpha()) {
            int[] opaque = new int[part.getWidth()];
            Arrays.fill(opaque, deep ? 0xFFFF : 0xFF);
            for (int row = 0; row < part.getHeight(); row++) {
                window.setSamples(0, row, opaque.length, 1, bands, opaque);
            }
        }
        return canvas;
    }

    /**
     * Whether a frame lies within its canvas.
     *
     * @param width       of the canvas
     * @param height      of the canvas
     * @param x           the frame's first column
     * @param y           the frame's first row
     * @param frameWidth  its columns
     * @param frameHeight its rows
     * @return true if it has pixels, and all of them lie there
     */
    public static boolean fits(int width, int height, int x, int y, int frameWidth, int frameHeight) {
        return frameWidth > 0 && frameHeight > 0 && x >= 0 && y >= 0 && x <= width - frameWidth
                && y <= height - frameHeight;
    }
}
