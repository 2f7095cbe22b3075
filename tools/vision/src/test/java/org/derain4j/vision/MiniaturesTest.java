package org.derain4j.vision;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.derain4j.vision.Miniatures.DetectorForm;
import org.derain4j.vision.Miniatures.SegmenterForm;
import org.derain4j.vision.labels.Box;
import org.derain4j.vision.labels.ClassMask;
import org.derain4j.vision.labels.LabelledBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The miniature models find what is on their pictures, and rain disturbs them. */
class MiniaturesTest {

    private static final int SIDE = Miniatures.SIDE;
    private static final List<LabelledBox> SQUARES = List.of(Miniatures.square(0, 18, 3, 9),
            Miniatures.square(1, 0, 16, 16), Miniatures.square(0, 50, 51, 12), Miniatures.square(1, 33, 36, 5));

    @TempDir
    Path folder;

    private record Found(int classIndex, double score, Box box) {}

    @ParameterizedTest
    @EnumSource(DetectorForm.class)
    void theDetectorFindsEachSquare(DetectorForm form) throws IOException, OrtException {
        List<Found> found = found(form, Miniatures.squares(SIDE, SIDE, SQUARES));
        assertEquals(SQUARES.size(), found.size(), found.toString());
        for (LabelledBox square : SQUARES) {
            Found nearest = found.stream().max(Comparator.comparing(f -> f.box().iou(square.box()))).orElseThrow();
            assertEquals(square.classIndex(), nearest.classIndex());
            assertEquals(1, nearest.score(), 1e-4);
            assertTrue(nearest.box().iou(square.box()) > 0.999, nearest + " for " + square);
        }
    }

    @ParameterizedTest
    @EnumSource(DetectorForm.class)
    void rainDisturbsTheDetector(DetectorForm form) throws IOException, OrtException {
        BufferedImage picture = Miniatures.squares(SIDE, SIDE, SQUARES);
        List<Found> rainy = found(form, streaked(picture));
        assertEquals(SQUARES.size(), rainy.size(), rainy.toString());
        rainy.forEach(each -> assertTrue(each.score() > 0.3 && each.score() < 0.95, each.toString()));
        assertTrue(rainy.stream().anyMatch(each -> SQUARES.stream().mapToDouble(s -> s.box().iou(each.box())).max()
                .orElseThrow() < 0.95), rainy.toString());
    }

    @Test
    void nothingIsFoundWhereNothingIs() throws IOException, OrtException {
        for (DetectorForm form : DetectorForm.values()) {
            assertEquals(List.of(), found(form, Miniatures.squares(SIDE, SIDE, List.of())), form.toString());
        }
    }

    @ParameterizedTest
    @EnumSource(SegmenterForm.class)
    void theSegmenterKnowsColoursAndRainMakesSkyOfRoad(SegmenterForm form) throws IOException, OrtException {
        ClassMask street = Miniatures.street(SIDE, SIDE);
        BufferedImage picture = Miniatures.surfaces(street);
        assertArrayEquals(street.classes(), classes(form, picture));
        byte[] rainy = classes(form, streaked(picture));
        Map<String, Integer> changes = new TreeMap<>();
        for (int i = 0; i < rainy.length; i++) {
            if (rainy[i] != street.classes()[i]) {
                changes.merge(street.classes()[i] + " to " + rainy[i], 1, Integer::sum);
            }
        }
        assertTrue(changes.getOrDefault("0 to 2", 0) > rainy.length / 20, changes.toString());
        assertTrue(changes.values().stream().mapToInt(Integer::intValue).sum() < rainy.length / 2, changes.toString());
    }

    @Test
    void theSameBytesEveryTime() throws IOException {
        for (DetectorForm form : DetectorForm.values()) {
            byte[] first = Files.readAllBytes(Miniatures.detector(folder, form, Miniatures.ultralytics()));
            assertArrayEquals(first,
                    Files.readAllBytes(Miniatures.detector(folder, form, Miniatures.ultralytics())));
        }
    }

    /** Slanting light streaks, one pixel in five. */
    private static BufferedImage streaked(BufferedImage dry) {
        BufferedImage rainy = new BufferedImage(dry.getWidth(), dry.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < dry.getHeight(); y++) {
            for (int x = 0; x < dry.getWidth(); x++) {
                int rgb = dry.getRGB(x, y);
                for (int shift = 0; shift < 24 && (4 * x + y) % 20 < 4; shift += 8) {
                    int level = rgb >> shift & 255;
                    rgb += (230 - level) * 3 / 4 << shift;
                }
                rainy.setRGB(x, y, rgb);
            }
        }
        return rainy;
    }

    private List<Found> found(DetectorForm form, BufferedImage picture) throws IOException, OrtException {
        boolean yolox = form == DetectorForm.YOLOX;
        float[] pixels = planes(picture, yolox, yolox ? 1 : 255);
        try (OrtSession session = session(Miniatures.detector(folder, form));
                OnnxTensor input = input(pixels, 1, 3, SIDE, SIDE);
                OrtSession.Result result = session.run(Map.of("images", input))) {
            if (form == DetectorForm.SSD) {
                return listed((float[][]) result.get("boxes").orElseThrow().getValue(),
                        (long[]) result.get("labels").orElseThrow().getValue(),
                        (float[]) result.get("scores").orElseThrow().getValue());
            }
            float[][] rows = ((float[][][]) result.get(0).getValue())[0];
            assertEquals(form == DetectorForm.YOLOV8 ? 6 : form == DetectorForm.YOLOV5 ? 252 : 84, rows.length);
            List<Found> found = new ArrayList<>();
            int count = form == DetectorForm.YOLOV8 ? rows[0].length : rows.length;
            for (int i = 0; i < count; i++) {
                float[] row = form == DetectorForm.YOLOV8 ? column(rows, i) : rows[i];
                add(found, form == DetectorForm.YOLOX ? decoded(row, i) : row);
            }
            return found;
        }
    }

    private static List<Found> listed(float[][] boxes, long[] labels, float[] scores) {
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            float[] b = boxes[i];
            found.add(new Found((int) labels[i] - 1, scores[i], new Box(b[0], b[1], b[2] - b[0], b[3] - b[1])));
        }
        return found;
    }

    /** Centre, size, perhaps objectness, two classes. */
    private static void add(List<Found> found, float[] row) {
        double objectness = row.length == 7 ? row[4] : 1;
        for (int c = 0; c < 2; c++) {
            double score = objectness * row[row.length - 2 + c];
            if (score > 0.05) {
                found.add(new Found(c, score, new Box(row[0] - row[2] / 2, row[1] - row[3] / 2, row[2], row[3])));
            }
        }
    }

    private static float[] column(float[][] rows, int index) {
        float[] column = new float[rows.length];
        for (int r = 0; r < rows.length; r++) {
            column[r] = rows[r][index];
        }
        return column;
    }

    /** Of the 84 rows those of stride 8 come first, then those of 16 and of 32. */
    private static float[] decoded(float[] row, int index) {
        int stride = index < 64 ? 8 : index < 80 ? 16 : 32;
        int cell = index < 64 ? index : index < 80 ? index - 64 : index - 80;
        int columns = SIDE / stride;
        float[] decoded = row.clone();
        decoded[0] = (row[0] + cell % columns) * stride;
        decoded[1] = (row[1] + cell / columns) * stride;
        decoded[2] = (float) Math.exp(row[2]) * stride;
        decoded[3] = (float) Math.exp(row[3]) * stride;
        return decoded;
    }

    private byte[] classes(SegmenterForm form, BufferedImage picture) throws IOException, OrtException {
        float[] planes = planes(picture, false, 255);
        boolean last = form == SegmenterForm.LOGITS_NHWC;
        int pixels = SIDE * SIDE;
        float[] interleaved = new float[planes.length];
        for (int i = 0; i < planes.length; i++) {
            interleaved[i % pixels * 3 + i / pixels] = planes[i];
        }
        try (OrtSession session = session(Miniatures.segmenter(folder, form));
                OnnxTensor input = last ? input(interleaved, 1, SIDE, SIDE, 3) : input(planes, 1, 3, SIDE, SIDE);
                OrtSession.Result result = session.run(Map.of("picture", input))) {
            Object value = result.get(0).getValue();
            byte[] classes = new byte[pixels];
            for (int i = 0; i < pixels; i++) {
                int y = i / SIDE;
                int x = i % SIDE;
                classes[i] = (byte) switch (form) {
                    case CLASS_MAP -> ((long[][][]) value)[0][y][x];
                    case LOGITS_NHWC -> largest(((float[][][][]) value)[0][y][x]);
                    case LOGITS -> largest(new float[]{((float[][][][]) value)[0][0][y][x],
                        ((float[][][][]) value)[0][1][y][x], ((float[][][][]) value)[0][2][y][x]});
                };
            }
            return classes;
        }
    }

    private static int largest(float[] logits) {
        int largest = 0;
        for (int c = 1; c < logits.length; c++) {
            largest = logits[c] > logits[largest] ? c : largest;
        }
        return largest;
    }

    private static float[] planes(BufferedImage picture, boolean bgr, float white) {
        int pixels = picture.getWidth() * picture.getHeight();
        float[] planes = new float[3 * pixels];
        for (int i = 0; i < pixels; i++) {
            int rgb = picture.getRGB(i % picture.getWidth(), i / picture.getWidth());
            for (int c = 0; c < 3; c++) {
                planes[(bgr ? 2 - c : c) * pixels + i] = (rgb >> 16 - 8 * c & 255) / white;
            }
        }
        return planes;
    }

    private static OrtSession session(Path file) throws OrtException {
        return OrtEnvironment.getEnvironment().createSession(file.toString());
    }

    private static OnnxTensor input(float[] values, long... shape) throws OrtException {
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(values), shape);
    }
}
