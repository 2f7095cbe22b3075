package org.derain4j.engine;

import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.LevelTransfer;

/**
 * Pixels on their way into the network's maps and out of them, a strip of rows at a time: no second copy of a picture exists as
 * floats. Where the picture has bytes, and what holds the maps makes values of them and bytes of values, they go so.
 *
 * @param padding      of the picture
 * @param cancellation asked before each strip
 */
record Transfer(Padding padding, Cancellation cancellation) {

    /** Values of a strip: enough for a copy to a device to be worth it, few enough for the second-level cache. */
    private static final int STRIP = 1 << 16;

    /** Fills a map with a picture, extended. */
    void in(PixelSource from, Executable to, int map) {
        LevelTransfer.Source levels = from.levelSource();
        LevelTransfer transfer = levels == null ? null : to.levels().orElse(null);
        if (transfer == null) {
            valuesIn(from, to, map);
            return;
        }
        transfer.write(map, Pixels.ofLevels(), (y, row) -> {
            levels.read(Padding.reflect(y, padding.height()), row);
            padding.extend(row);
        }, cancellation);
    }

    private void valuesIn(PixelSource from, Executable to, int map) {
        float[] strip = strip();
        for (int y = 0; y < padding.paddedHeight(); y += rows()) {
            cancellation.check();
            int count = Math.min(rows(), padding.paddedHeight() - y);
            for (int i = 0; i < count; i++) {
                from.read(Padding.reflect(y + i, padding.height()), strip, i * row());
                padding.extend(strip, i * row());
            }
            to.write(map, y, count, strip);
        }
    }

    /** Hands out the picture's part of a map. What is not finite goes as floats, for the sink to see. */
    void out(Executable from, int map, PixelSink to) {
        LevelSink levels = to.levelSink();
        LevelTransfer transfer = levels == null ? null : from.levels().orElse(null);
        if (transfer == null || !transfer.read(part(map, levels.rounding()), levels.to(), cancellation)) {
            valuesOut(from, map, to);
        }
    }

    private LevelTransfer.Crop part(int map, Rounding rounding) {
        return new LevelTransfer.Crop(map, padding.height(), padding.width(), rounding == Rounding.NEAREST);
    }

    private void valuesOut(Executable from, int map, PixelSink to) {
        float[] strip = strip();
        for (int y = 0; y < padding.height(); y += rows()) {
            cancellation.check();
            int count = Math.min(rows(), padding.height() - y);
            from.read(map, y, count, strip);
            for (int i = 0; i < count; i++) {
                to.write(y + i, strip, i * row());
            }
        }
    }

    private float[] strip() {
        return new float[rows() * row()];
    }

    private int rows() {
        return Math.clamp(STRIP / row(), 1, padding.paddedHeight());
    }

    private int row() {
        return padding.paddedWidth() * Padding.CHANNELS;
    }
}
