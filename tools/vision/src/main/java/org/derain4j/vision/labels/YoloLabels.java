package org.derain4j.vision.labels;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.derain4j.cli.common.Failure;

/**
 * YOLO's labels: {@code class cx cy w h} a line, in parts of the picture's sides; a sixth number is a score and does not count.
 * More numbers are the points of an outline, {@code class x1 y1 x2 y2 x3 y3 ...}, whose bounding box counts. A line that stands twice
 * counts once, and a box whose centre is in the picture is cut at the border, as Ultralytics has it.
 */
final class YoloLabels {

    private static final int BOX = 5;
    private static final int SCORED_BOX = 6;
    /** Beyond it a number is no rounding; Ultralytics takes as much. */
    private static final double BEYOND = 0.01;
    private static final int MOST_CLASSES = 100_000;

    private final Path folder;
    private final Optional<ClassNames> names;
    private final Function<String, Size> sizes;
    private final Consumer<String> notes;
    private int repeated;
    private int leaving;

    YoloLabels(Path folder, Function<String, Size> sizes, Consumer<String> notes) {
        this.folder = folder;
        names = ClassNames.near(folder);
        this.sizes = sizes;
        this.notes = notes;
    }

    BoxLabels read(Map<String, Path> files) {
        Map<String, List<LabelledBox>> byPicture = new TreeMap<>();
        new TreeMap<>(files).forEach((name, file) -> byPicture.put(name, boxes(name, file)));
        if (repeated > 0) {
            notes.accept("%s: %d lines stand twice, and count once.".formatted(folder, repeated));
        }
        if (leaving > 0) {
            notes.accept("%s: %d boxes leave their picture, and are cut at its border.".formatted(folder, leaving));
        }
        return new BoxLabels(names.map(ClassNames::names).orElse(List.of()), byPicture);
    }

    private List<LabelledBox> boxes(String name, Path file) {
        List<String> lines = TextLines.of(file);
        Set<LabelledBox> boxes = new LinkedHashSet<>();
        Size size = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty()) {
                size = size == null ? sizes.apply(name) : size;
                if (!boxes.add(box(file + ", line " + (i + 1), line.split("\\s+"), size))) {
                    repeated++;
                }
            }
        }
        return new ArrayList<>(boxes);
    }

    private LabelledBox box(String where, String[] columns, Size size) {
        int classIndex = classIndex(where, columns[0]);
        double[] numbers = new double[columns.length - 1];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Boxes.number(columns[i + 1]);
            boolean within = numbers[i] >= -BEYOND && numbers[i] <= 1 + BEYOND;
            // a score may be of any kind
            if (!within && !(i == BOX - 1 && columns.length == SCORED_BOX)) {
                throw Failure.input("%s: '%s' is not a part of the picture's side, 0 to 1; a line is class cx cy w h."
                        .formatted(where, columns[i + 1]));
            }
        }
        if (columns.length < BOX || columns.length > SCORED_BOX && columns.length % 2 == 0) {
            throw Failure
                    .input(("%s: has %d columns; a box is class cx cy w h, an outline is class x1 y1 x2 y2 x3 y3 and"
                            + " so on.").formatted(where, columns.length));
        }
        return LabelledBox.of(classIndex,
                columns.length > SCORED_BOX ? around(numbers, size) : box(where, numbers, size));
    }

    private int classIndex(String where, String text) {
        double number = Boxes.number(text);
        if (number != Math.rint(number) || number < 0 || number > MOST_CLASSES) {
            throw Failure.input("%s: the class '%s' is no number from 0; a line is class cx cy w h, names stand in"
                    .formatted(where, text) + " classes.txt.");
        }
        int most = names.map(n -> n.names().size()).orElse(Integer.MAX_VALUE);
        if (number >= most) {
            throw Failure.input("%s: class %d, but %s has %d, from 0; mend one of them.".formatted(where, (int) number,
                    names.orElseThrow().file(), most));
        }
        return (int) number;
    }

    private Box box(String where, double[] numbers, Size size) {
        if (numbers[2] < 0 || numbers[3] < 0) {
            throw Failure.input("%s: a box of %s x %s is none; give its width and height, in parts of the picture's."
                    .formatted(where, numbers[2], numbers[3]));
        }
        double width = numbers[2] * size.width();
        double height = numbers[3] * size.height();
        double left = numbers[0] * size.width() - width / 2;
        double top = numbers[1] * size.height() - height / 2;
        return cut(left, top, left + width, top + height, size);
    }

    private Box around(double[] points, Size size) {
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (int i = 0; i < points.length; i += 2) {
            left = Math.min(left, points[i] * size.width());
            right = Math.max(right, points[i] * size.width());
            top = Math.min(top, points[i + 1] * size.height());
            bottom = Math.max(bottom, points[i + 1] * size.height());
        }
        return cut(left, top, right, bottom, size);
    }

    private Box cut(double left, double top, double right, double bottom, Size size) {
        if (Boxes.leaves(left, top, right, bottom, size)) {
            leaving++;
        }
        return Boxes.cut(left, top, right, bottom, size);
    }
}
