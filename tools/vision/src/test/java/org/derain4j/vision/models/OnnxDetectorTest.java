package org.derain4j.vision.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.derain4j.vision.Miniatures;
import org.derain4j.vision.Miniatures.DetectorForm;
import org.derain4j.vision.labels.Box;
import org.derain4j.vision.labels.LabelledBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Miniature detectors of each convention, on pictures of other sizes than theirs. */
class OnnxDetectorTest {

    private static final RunOptions ONE = new RunOptions(1, false);
    private static final int SIDE = Miniatures.SIDE;
    private static final int CELL = Miniatures.CELL;
    private static final int[][] SIZES = {{64, 64}, {97, 61}, {50, 90}, {101, 33}, {33, 21}, {31, 80}, {16, 16}};

    @TempDir
    Path folder;

    static Stream<Arguments> squares() {
        return Stream.of(DetectorForm.YOLOX, DetectorForm.YOLOV5, DetectorForm.YOLOV8)
                .flatMap(form -> Stream.of(SIZES).map(size -> Arguments.of(form, size[0], size[1])));
    }

    @ParameterizedTest
    @MethodSource("squares")
    void findsTheSquaresOfPicturesOfAnySize(DetectorForm form, int width, int height) throws IOException {
        Fit fit = form == DetectorForm.YOLOX ? Fit.TOP_LEFT : Fit.LETTERBOX;
        List<LabelledBox> squares = squares(fit.place(width, height, SIDE, SIDE));
        assertTrue(squares.size() >= 3, squares.toString());
        try (Detector detector = ModelFiles.detector(Miniatures.detector(folder, form), ONE)) {
            assertFinds(squares, detector.detect(Miniatures.squares(width, height, squares)));
            assertEquals(List.of(), detector.detect(Miniatures.squares(width, height, List.of())));
        }
    }

    @Test
    void findsThoseOfANetworkForAnySizeAndCountsItsClassesFromOne() throws IOException {
        List<LabelledBox> squares = List.of(Miniatures.square(0, 18, 3, 9), Miniatures.square(1, 33, 36, 5),
                Miniatures.square(1, 65, 1, 14));
        try (Detector detector = ModelFiles.detector(Miniatures.detector(folder, DetectorForm.SSD), ONE)) {
            assertFinds(squares, detector.detect(Miniatures.squares(80, 48, squares)));
            assertTrue(detector.describe().contains("torchvision"), detector.describe());
            assertEquals(List.of(), detector.classes());
        }
    }

    /** One square in each cell of the canvas where the picture has room for it, in turns red and green. */
    private static List<LabelledBox> squares(Placing placing) {
        List<LabelledBox> squares = new ArrayList<>();
        for (int y = 0; y < SIDE; y += CELL) {
            for (int x = 0; x < SIDE; x += CELL) {
                Box room = placing.inPicture(new Box(x + 1, y + 1, CELL - 2, CELL - 2));
                int left = (int) Math.ceil(room.x());
                int top = (int) Math.ceil(room.y());
                int side = (int) Math.min(room.x() + room.width() - left, room.y() + room.height() - top);
                if (side * placing.width() > 6 * placing.pictureWidth()) {
                    squares.add(Miniatures.square(squares.size() % 2, left, top, side));
                }
            }
        }
        return squares;
    }

    private static void assertFinds(List<LabelledBox> squares, List<Detection> found) {
        assertEquals(squares.size(), found.size(), found.toString());
        for (LabelledBox square : squares) {
            assertTrue(found.stream().anyMatch(each -> each.classIndex() == square.classIndex()
                    && isNear(square.box(), each.box())), square + " in " + found);
        }
        for (int i = 1; i < found.size(); i++) {
            assertTrue(found.get(i - 1).score() >= found.get(i).score(), found.toString());
        }
    }

    private static boolean isNear(Box a, Box b) {
        return Math.abs(a.x() - b.x()) < 1 && Math.abs(a.y() - b.y()) < 1
                && Math.abs(a.x() + a.width() - b.x() - b.width()) < 1
                && Math.abs(a.y() + a.height() - b.y() - b.height()) < 1;
    }

    @ParameterizedTest
    @EnumSource(RedBox.Form.class)
    void readsTheOtherConventions(RedBox.Form form) throws IOException {
        Path file = RedBox.write(folder, form,
                Map.of("derain4j.size", form == RedBox.Form.END_TO_END ? "96x64" : "64x64"));
        Files.writeString(folder.resolve(form + ".properties"),
                "classes = red, other, third\n" + (form == RedBox.Form.ONNX_ZOO ? "size = 128x96\n" : ""));
        try (Detector detector = ModelFiles.detector(file, ONE)) {
            for (int[] size : new int[][]{{64, 64}, {70, 90}, {121, 55}}) {
                BufferedImage picture = grey(size[0], size[1]);
                Box red = new Box(size[0] / 4, size[1] / 3, size[0] / 2, size[1] / 2 + 1);
                paint(picture, red);
                List<Detection> found = detector.detect(picture);
                assertEquals(1, found.size(), detector.describe() + ": " + found);
                assertEquals(0, found.getFirst().classIndex());
                assertEquals(1, found.getFirst().score());
                double pixel = 1.01 * Math.max(1, Math.max(size[0], size[1]) / 64.0);
                assertEquals(red.x(), found.getFirst().box().x(), pixel, found.toString());
                assertEquals(red.y(), found.getFirst().box().y(), pixel, found.toString());
                assertEquals(red.width(), found.getFirst().box().width(), pixel, found.toString());
                assertEquals(red.height(), found.getFirst().box().height(), pixel, found.toString());
                assertEquals(List.of(), detector.detect(grey(size[0], size[1])));
            }
        }
    }

    private static BufferedImage grey(int width, int height) {
        return Miniatures.squares(width, height, List.of());
    }

    private static void paint(BufferedImage picture, Box box) {
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.RED);
        pen.fillRect((int) box.x(), (int) box.y(), (int) box.width(), (int) box.height());
        pen.dispose();
    }

    @Test
    void takesNamesFromMetadataAndPrefersProperties() throws IOException {
        Path file = Miniatures.detector(folder, DetectorForm.YOLOV8, Miniatures.ultralytics());
        try (Detector detector = ModelFiles.detector(file, ONE)) {
            assertEquals(Miniatures.SQUARES, detector.classes());
            assertEquals(Map.of(), detector.classMap());
            assertEquals("yolov8.onnx, ONNX Runtime 1.29.0 on the CPU: YOLOv8, 64x64 letterboxed in the middle, "
                    + "RGB 0 to 1, 2 classes", detector.describe());
        }
        Files.writeString(folder.resolve("yolov8.properties"), """
                # two names, of which the labels know one by another
                classes = rot, traffic light
                map.traffic light = lamp
                most=1
                """);
        try (Detector detector = ModelFiles.detector(file, ONE)) {
            assertEquals(List.of("rot", "traffic light"), detector.classes());
            assertEquals(Map.of("traffic light", "lamp"), detector.classMap());
            BufferedImage two = Miniatures.squares(64, 64,
                    List.of(Miniatures.square(0, 2, 2, 9), Miniatures.square(1, 34, 34, 9)));
            assertEquals(1, detector.detect(two).size());
        }
    }

    @Test
    void whatMetadataSayOfOtherThingsDoesNotMatter() throws IOException {
        Path file = Miniatures.detector(folder, DetectorForm.YOLOX,
                Map.of("derain4j.multiple", "8", "derain4j.model", "other.onnx", "derain4j.most", " 2 ", "most", "7"));
        try (Detector detector = ModelFiles.detector(file, ONE)) {
            BufferedImage three = Miniatures.squares(64, 64, List.of(Miniatures.square(0, 2, 2, 9),
                    Miniatures.square(1, 34, 34, 9), Miniatures.square(1, 18, 18, 9)));
            assertEquals(2, detector.detect(three).size());
        }
    }

    @Test
    void propertiesElsewhereNameTheirModel() throws IOException {
        Files.createDirectory(folder.resolve("models"));
        Miniatures.detector(folder.resolve("models"), DetectorForm.YOLOX);
        Path file = Files.writeString(folder.resolve("mine.properties"), "model=models/yolox.onnx\nclasses=a,b\n");
        try (Detector detector = ModelFiles.detector(file, ONE)) {
            assertEquals(List.of("a", "b"), detector.classes());
        }
    }

    @Test
    void greyAndTransparentPicturesDo() throws IOException {
        try (Detector detector = ModelFiles.detector(Miniatures.detector(folder, DetectorForm.YOLOX), ONE)) {
            assertEquals(List.of(), detector.detect(new BufferedImage(30, 20, BufferedImage.TYPE_BYTE_GRAY)));
            assertEquals(List.of(), detector.detect(new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY)));
            BufferedImage clear = new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB);
            for (int i = 0; i < 100; i++) {
                clear.setRGB(3 + i % 10, 3 + i / 10, 0x01FF0000);
            }
            assertFinds(List.of(Miniatures.square(0, 3, 3, 10)), detector.detect(clear));
        }
    }
}
