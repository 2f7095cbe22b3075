package org.derain4j.vision.command;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.derain4j.pictures.PictureWriter;
import org.derain4j.vision.Miniatures;
import org.derain4j.vision.Miniatures.DetectorForm;
import org.derain4j.vision.labels.Box;
import org.derain4j.vision.labels.LabelledBox;

/** A folder of pictures with a red and a green square each, their labels, and a detector that finds them. */
final class SquareSet {

    private static final PictureWriter WRITER = new PictureWriter();

    /** Of the model's cells in such a picture. */
    private final int cell;
    private final int side;
    final int count;
    final Path root;
    final Path pictures;
    final Path detector;

    SquareSet(Path root, int count, int side) throws IOException {
        this.root = root;
        this.count = count;
        this.side = side;
        cell = side * Miniatures.CELL / Miniatures.SIDE;
        pictures = Files.createDirectory(root.resolve("pictures"));
        for (int i = 0; i < count; i++) {
            WRITER.write(picture(i), pictures.resolve(name(i) + ".png"));
        }
        detector = Miniatures.detector(root, DetectorForm.YOLOV8, Miniatures.ultralytics());
    }

    static String name(int index) {
        return "p%02d".formatted(index);
    }

    /** A small red square and a green one of almost a cell, in cells that differ from picture to picture. */
    List<LabelledBox> squares(int index) {
        int row = index % 4;
        return List.of(Miniatures.square(0, cell / 4, row * cell + cell / 4, cell / 3),
                Miniatures.square(1, 2 * cell + cell / 8, row * cell + cell / 8, 3 * cell / 4));
    }

    BufferedImage picture(int index) {
        return Miniatures.squares(side, side, squares(index));
    }

    BufferedImage blank() {
        return Miniatures.squares(side, side, List.of());
    }

    /** Writes a folder of pictures of the same names. */
    Path folder(String name, List<BufferedImage> images) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        for (int i = 0; i < images.size(); i++) {
            WRITER.write(images.get(i), folder.resolve(name(i) + ".png"));
        }
        return folder;
    }

    /** As Darknet has them. */
    Path yolo() throws IOException {
        Path folder = Files.createDirectory(root.resolve("yolo"));
        Files.write(folder.resolve("classes.txt"), Miniatures.SQUARES);
        for (int i = 0; i < count; i++) {
            Files.write(folder.resolve(name(i) + ".txt"), squares(i).stream().map(this::yoloLine).toList());
        }
        return folder;
    }

    private String yoloLine(LabelledBox square) {
        Box box = square.box();
        return String.format(Locale.ROOT, "%d %.9f %.9f %.9f %.9f", square.classIndex(),
                (box.x() + box.width() / 2) / side, (box.y() + box.height() / 2) / side, box.width() / side,
                box.height() / side);
    }

    /** As COCO has them. */
    Path coco() throws IOException {
        List<String> images = new ArrayList<>();
        List<String> boxes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add("{\"id\":%d,\"file_name\":\"%s.png\",\"width\":%d,\"height\":%3$d}".formatted(i + 1, name(i),
                    side));
            for (LabelledBox square : squares(i)) {
                Box box = square.box();
                boxes.add(String.format(Locale.ROOT, "{\"id\":%d,\"image_id\":%d,\"category_id\":%d,"
                        + "\"bbox\":[%s,%s,%s,%s],\"area\":%s,\"iscrowd\":0}", boxes.size() + 1, i + 1,
                        square.classIndex() + 1, box.x(), box.y(), box.width(), box.height(), box.area()));
            }
        }
        Path file = root.resolve("coco.json");
        Files.writeString(file, "{\"images\":[%s],\"annotations\":[%s],\"categories\":[{\"id\":1,\"name\":\"red\"},"
                .formatted(String.join(",", images), String.join(",", boxes)) + "{\"id\":2,\"name\":\"green\"}]}");
        return file;
    }
}
