package org.derain4j.vision.models;

import java.awt.image.BufferedImage;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.derain4j.engine.ModelException;
import org.derain4j.engine.PictureException;

/**
 * Of what the network sees.
 *
 * @param width  columns
 * @param height rows
 */
record CanvasSize(int width, int height) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,5})(?:x(\\d{1,5}))?");
    /** As Ultralytics writes it: height, width. */
    private static final Pattern EXPORTED = Pattern.compile("\\[(\\d{1,5}), ?(\\d{1,5})]");
    private static final int LARGEST = 8192;
    /** Pixels of three floats in one buffer. */
    private static final int MOST = Integer.MAX_VALUE / (3 * Float.BYTES);

    /**
     * What the input has; where it takes any size, what is written, or what the exporter has left.
     *
     * @param otherwise where nothing tells
     */
    static CanvasSize of(OnnxModel model, Settings settings, int otherwise) throws ModelException {
        InputForm input = model.input();
        CanvasSize free = written(settings, exported(model.metadata(), otherwise));
        CanvasSize size = new CanvasSize(input.width() > 0 ? input.width() : free.width,
                input.height() > 0 ? input.height() : free.height);
        if (settings.has("size") && !size.equals(free)) {
            throw settings.wrong("size=" + settings.text("size", "") + ", but the model takes " + size
                    + " alone; leave size out");
        }
        if (size.width > LARGEST || size.height > LARGEST) {
            throw model.unfit("takes " + size + " pixels, more than " + LARGEST + " a side");
        }
        int stride = settings.whole("stride", exportedStride(model.metadata()), 1, 1024);
        if (size.width % stride != 0 || size.height % stride != 0) {
            throw settings.wrong("size " + size + " is no multiple of stride " + stride + "; write another");
        }
        return size;
    }

    /**
     * A picture's own, with what it is padded by.
     *
     * @param multiple that the sides become
     */
    static CanvasSize of(BufferedImage picture, int multiple) {
        long width = (long) Math.ceilDiv(picture.getWidth(), multiple) * multiple;
        long height = (long) Math.ceilDiv(picture.getHeight(), multiple) * multiple;
        if (width * height > MOST) {
            throw new PictureException("its " + picture.getWidth() + "x" + picture.getHeight()
                    + " pixels are more than can be given to a model at once; write size= and fit=letterbox");
        }
        return new CanvasSize((int) width, (int) height);
    }

    private static CanvasSize written(Settings settings, CanvasSize otherwise) throws ModelException {
        if (!settings.has("size")) {
            return otherwise;
        }
        Matcher written = WRITTEN.matcher(settings.text("size", ""));
        if (!written.matches()) {
            throw settings.wrong("size=" + settings.text("size", "") + "; write pixels as in 640 or 640x384");
        }
        int width = Integer.parseInt(written.group(1));
        int height = written.group(2) == null ? width : Integer.parseInt(written.group(2));
        if (width < 1 || height < 1) {
            throw settings.wrong("size=" + settings.text("size", "") + "; write at least one pixel");
        }
        return new CanvasSize(width, height);
    }

    private static CanvasSize exported(Map<String, String> metadata, int otherwise) {
        Matcher exported = EXPORTED.matcher(metadata.getOrDefault("imgsz", ""));
        return exported.matches()
                ? new CanvasSize(Math.max(1, Integer.parseInt(exported.group(2))),
                        Math.max(1, Integer.parseInt(exported.group(1))))
                : new CanvasSize(otherwise, otherwise);
    }

    private static int exportedStride(Map<String, String> metadata) {
        String stride = metadata.getOrDefault("stride", "");
        return stride.matches("[1-9]\\d{0,2}") ? Integer.parseInt(stride) : 1;
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
