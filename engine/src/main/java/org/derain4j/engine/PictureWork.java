package org.derain4j.engine;

import java.awt.image.BufferedImage;
import java.util.Objects;

/**
 * What is done to pictures and floats with the network: their rain is found, at their own size or in a reduced copy, and taken out.
 *
 * @param runners  run the network
 * @param rounding of pictures' results
 * @param strength how much of the rain is taken out of pictures
 * @param longest  side at which the network sees one
 */
record PictureWork(Runners runners, Rounding rounding, float strength, int longest) {

    private static final float MOST = 1.5f;

    /**
     * Refuses what is no strength.
     *
     * @return the strength
     * @throws IllegalArgumentException naming it and the range
     */
    static float requireStrength(double strength) {
        if (strength >= 0 && strength <= MOST) {
            return (float) strength;
        }
        throw new IllegalArgumentException("a strength of " + strength + "; give 0 to " + MOST);
    }

    /** Of 8 bits, 16, or the picture's own; with or without its rain by itself. */
    PictureResult derained(BufferedImage picture, int bits, boolean layer, Progress progress) {
        Interrupts.check();
        long taken = Picture.bytes(picture, bits) + (layer ? RainPicture.bytes(picture) : 0);
        WorkSize size = workSize(picture.getHeight(), picture.getWidth());
        long samples = Picture.ownBytes(picture) + taken;
        long beside = samples + size.copyBytes(picture.getHeight(), picture.getWidth());
        return memory(picture.getHeight(), picture.getWidth(), samples).plus(taken).guard(() -> {
            Picture source = runners.allocate(size, beside, () -> new Picture(picture));
            PictureResult result = runners.allocate(size, beside,
                    () -> new PictureResult(source, bits, rounding, strength, layer));
            run(source, result.rows(), size, beside, progress);
            return result;
        });
    }

    /** Where the samples lie. */
    void derain(PixelBuffer from, PixelBuffer to, Progress progress) {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Interrupts.check();
        to.requireTakes(from);
        WorkSize size = workSize(from.height(), from.width());
        long samples = from.bytes() + (to.sharesWith(from) ? 0 : to.bytes());
        long beside = samples + size.copyBytes(from.height(), from.width());
        memory(from.height(), from.width(), samples).guard(() -> {
            PixelBufferPicture source = runners.allocate(size, beside,
                    () -> new PixelBufferPicture(from, to, rounding, strength));
            OwnRows result = runners.allocate(size, beside, source::rows);
            run(source, result, size, beside, progress);
            return null;
        });
    }

    /** At the picture's own size, or by a reduced copy. */
    private void run(Samples source, OwnRows result, WorkSize size, long beside, Progress progress) {
        if (size.isOf(source.height(), source.width())) {
            run(source, size, result, beside, progress);
            return;
        }
        float[] reduced = runners.allocate(size, beside, () -> source.reduced(size));
        result.writeWithout(RainLayer.between(reduced, derained(reduced, size, beside, progress)), size);
    }

    /** The network's own, at the pixels' size. */
    float[] derained(float[] bgr, int height, int width) {
        Interrupts.check();
        Padding.requirePixels(bgr, height, width);
        WorkSize size = new WorkSize(height, width);
        long floats = (long) bgr.length * Float.BYTES;
        return runners.memory(height, width, 2 * floats).plus(floats)
                .guard(() -> derained(bgr, size, 2 * floats, (done, total) -> true));
    }

    /** All that the network takes out of pixels, whatever the strength. */
    float[] rain(float[] bgr, int height, int width, Progress progress) {
        Interrupts.check();
        Padding.requirePixels(bgr, height, width);
        WorkSize size = workSize(height, width);
        long floats = (long) bgr.length * Float.BYTES;
        long samples = 2 * floats + size.copyBytes(height, width);
        return memory(height, width, 2 * floats).plus(floats).guard(() -> {
            if (size.isOf(height, width)) {
                return RainLayer.between(bgr, derained(bgr, size, samples, progress));
            }
            float[] reduced = runners.allocate(size, samples, () -> reduced(bgr, height, width, size));
            float[] rain = RainLayer.between(reduced, derained(reduced, size, samples, progress));
            return new RainLayer(rain, size, height, width).enlarged(height, width);
        });
    }

    private static float[] reduced(float[] bgr, int height, int width, WorkSize size) {
        AreaMean means = new AreaMean(height, width, size, Padding.CHANNELS);
        for (int y = 0; y < height; y++) {
            Interrupts.check();
            means.add(bgr, y * width * Padding.CHANNELS, y);
        }
        return means.means();
    }

    private float[] derained(float[] bgr, WorkSize size, long beside, Progress progress) {
        float[] result = runners.allocate(size, beside, () -> new float[bgr.length]);
        run(new PixelArray(bgr, size.width()), size, new PixelArray(result, size.width()), beside, progress);
        return result;
    }

    private void run(PixelSource from, WorkSize size, PixelSink to, long beside, Progress progress) {
        runners.run(from, size.height(), size.width(), to.finite(size.width(), runners.model()), beside, progress);
    }

    private WorkSize workSize(int height, int width) {
        return WorkSize.of(height, width, longest);
    }

    /** What a picture of 8 bits takes beside its samples. */
    Memory memory(int height, int width) {
        return memory(height, width, usualSamples(height, width));
    }

    private Memory memory(int height, int width, long samples) {
        WorkSize size = workSize(height, width);
        long copies = size.copyBytes(height, width);
        Memory seen = runners.memory(size.height(), size.width(), samples + copies);
        return new Memory(height, width, seen.bytes() + copies, seen.heldBytes(), seen.deviceBytes());
    }

    /** Where that would lie. */
    Storage storage(int height, int width) {
        WorkSize size = workSize(height, width);
        return runners.storage(size.height(), size.width(),
                usualSamples(height, width) + size.copyBytes(height, width));
    }

    /** In and out. */
    private static long usualSamples(int height, int width) {
        return 2 * PixelArray.floats(height, width);
    }
}
