package org.derain4j.vision;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.derain4j.onnx.writer.OnnxFile;
import org.derain4j.vision.labels.Box;
import org.derain4j.vision.labels.ClassMask;
import org.derain4j.vision.labels.LabelledBox;

/**
 * Models of a few nodes and pictures for them, so that tests need no model of anybody's. They look at pixels: a detector that finds
 * squares of pure red and green, and a segmenter that goes by colours. Light streaks, as rain makes them, lower the detector's scores,
 * move its boxes, and turn the segmenter's road into sky.
 */
public final class Miniatures {

    /** Sides of the pictures that models of a fixed size take. */
    public static final int SIDE = 64;
    /** The detector looks at cells of so many pixels; a square lies in one. */
    public static final int CELL = 16;
    /** The detector's classes. */
    public static final List<String> SQUARES = List.of("red", "green");
    /** The segmenter's classes. */
    public static final List<String> SURFACES = List.of("road", "tree", "sky");

    /** Red, green, blue of each class of squares. */
    static final int[][] SQUARE_COLOURS = {{255, 0, 0}, {0, 255, 0}};
    /** Red, green, blue of each surface. */
    static final int[][] SURFACE_COLOURS = {{96, 96, 96}, {48, 120, 48}, {176, 208, 240}};

    private Miniatures() {}

    /** What a detector's results look like. */
    public enum DetectorForm {
        /** BGR 0..255 {@code [1, 3, 64, 64]}; {@code [1, 84, 5 + 2]}: offsets in the grids of strides 8, 16, 32, logarithms of sizes. */
        YOLOX,
        /** RGB 0..1 {@code [1, 3, 64, 64]}; {@code [1, 252, 5 + 2]}: centre, size, objectness, classes. */
        YOLOV5,
        /** RGB 0..1 {@code [1, 3, 64, 64]}; {@code [1, 4 + 2, 84]}: centre, size, classes. */
        YOLOV8,
        /** RGB 0..1 {@code [1, 3, height, width]}; {@code boxes [n, 4]} as corners, {@code labels [n]} from 1 on, {@code scores [n]}. */
        SSD
    }

    /** What a segmenter's results look like. All take RGB 0..1. */
    public enum SegmenterForm {
        /** {@code [1, 3, height, width]} to {@code [1, 3, height, width]}. */
        LOGITS,
        /** {@code [1, 64, 64, 3]} to {@code [1, 64, 64, 3]}. */
        LOGITS_NHWC,
        /** {@code [1, 3, height, width]} to int64 {@code [1, height, width]}. */
        CLASS_MAP
    }

    /** Writes a detector into a folder, without metadata; the file is named like the form. */
    public static Path detector(Path folder, DetectorForm form) throws IOException {
        return detector(folder, form, Map.of());
    }

    /** As {@link #detector(Path, DetectorForm)}, with metadata. */
    public static Path detector(Path folder, DetectorForm form, Map<String, String> metadata) throws IOException {
        return write(folder, form, new OnnxFile(SquareFinder.graph(form), metadata, "finds squares"));
    }

    /** Metadata as Ultralytics' exports have it. */
    public static Map<String, String> ultralytics() {
        return Map.of("names", "{0: 'red', 1: 'green'}", "stride", "32", "task", "detect", "imgsz",
                "[" + SIDE + ", " + SIDE + "]");
    }

    /** Metadata that say what the segmenters and most detectors take: RGB 0..1. */
    public static Map<String, String> rgb() {
        return Map.of("derain4j.order", "RGB", "derain4j.scale", "1/255");
    }

    /** Writes a segmenter into a folder, without metadata; the file is named like the form. */
    public static Path segmenter(Path folder, SegmenterForm form) throws IOException {
        return segmenter(folder, form, Map.of());
    }

    /** As {@link #segmenter(Path, SegmenterForm)}, with metadata. */
    public static Path segmenter(Path folder, SegmenterForm form, Map<String, String> metadata) throws IOException {
        return write(folder, form, new OnnxFile(ColourSegmenter.graph(form), metadata, "goes by colours"));
    }

    private static Path write(Path folder, Enum<?> form, OnnxFile model) throws IOException {
        Path file = folder.resolve(form.name().toLowerCase(Locale.ROOT) + ".onnx");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            model.writeTo(out);
        }
        return file;
    }

    /** A square of a class; to be found it lies within one cell of {@value #CELL} pixels, once the picture has the model's size. */
    public static LabelledBox square(int classIndex, int x, int y, int side) {
        return LabelledBox.of(classIndex, new Box(x, y, side, side));
    }

    /** A grey picture with squares in their classes' colours. */
    public static BufferedImage squares(int width, int height, List<LabelledBox> squares) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(new Color(114, 114, 114));
        pen.fillRect(0, 0, width, height);
        for (LabelledBox square : squares) {
            int[] rgb = SQUARE_COLOURS[square.classIndex()];
            Box box = square.box();
            pen.setColor(new Color(rgb[0], rgb[1], rgb[2]));
            pen.fillRect((int) box.x(), (int) box.y(), (int) box.width(), (int) box.height());
        }
        pen.dispose();
        return picture;
    }

    /** A mask of three surfaces: sky above, a road below, trees on its left. */
    public static ClassMask street(int width, int height) {
        byte[] classes = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                classes[y * width + x] = (byte) (y < height / 3 ? 2 : x < width / 4 ? 1 : 0);
            }
        }
        return new ClassMask(width, height, classes);
    }

    /** A mask's picture, each class in its colour. */
    public static BufferedImage surfaces(ClassMask mask) {
        BufferedImage picture = new BufferedImage(mask.width(), mask.height(), BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                int[] rgb = SURFACE_COLOURS[mask.at(x, y)];
                picture.setRGB(x, y, rgb[0] << 16 | rgb[1] << 8 | rgb[2]);
            }
        }
        return picture;
    }
}
