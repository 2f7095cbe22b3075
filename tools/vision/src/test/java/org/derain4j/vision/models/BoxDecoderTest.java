package org.derain4j.vision.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.derain4j.engine.PictureException;
import org.derain4j.vision.labels.Box;
import org.junit.jupiter.api.Test;

/** Decoders on plain numbers, without a network. */
class BoxDecoderTest {

    private static final Grid GRID = new Grid(List.of(8, 16, 32));
    private static final double LN2 = Math.log(2);

    @Test
    void countsTheCellsOfEachGrid() {
        assertEquals(3549, GRID.cells(416, 416));
        assertEquals(8400, GRID.cells(640, 640));
        assertEquals(GRID, Grid.of(8400, 640, 640).orElseThrow());
        assertEquals(List.of(8, 16, 32, 64), Grid.of(34000, 1280, 1280).orElseThrow().strides());
        assertEquals(List.of(4, 8, 16, 32), Grid.of(34000, 640, 640).orElseThrow().strides());
        assertTrue(Grid.of(300, 640, 640).isEmpty());
    }

    /** 64 x 32 has 8 x 4, 4 x 2 and 2 x 1 cells: 32, 8 and 2. */
    @Test
    void yoloxCountsFromCellsAndHasLogarithms() {
        float[] values = new float[42 * 7];
        // the last cell of stride 8 (x 7, y 3), the second row of stride 16 (x 1, y 1), the second of stride 32
        put(values, 31 * 7, 0.5, 0.25, LN2, 0, 0.9, 0.2, 1);
        put(values, (32 + 5) * 7, 0, 0, 0, LN2, 1, 0.8, 0.7);
        put(values, (40 + 1) * 7, 0.5, 0.5, 0, 0, 0.001, 1, 1);
        List<Detection> best = decode(new YoloxDecoder("output", 2, GRID, false, true), 64, 32,
                output(values, 1, 42, 7));
        assertEquals(2, best.size());
        assertDetection(1, 0.9, 60 - 8, 26 - 4, 16, 8, best.get(0));
        assertDetection(0, 0.8, 16 - 8, 16 - 16, 16, 32, best.get(1));
        List<Detection> all = decode(new YoloxDecoder("output", 2, GRID, false, false), 64, 32,
                output(values, 1, 42, 7));
        assertEquals(List.of(0.9, 0.8, 0.7, 0.18), scores(all));
    }

    @Test
    void yoloxInPixelsIsKnownByItsCentres() {
        Random random = new Random(29);
        float[] raw = new float[42 * 7];
        float[] decoded = new float[42 * 7];
        int[] at = {0};
        GRID.forEachCell(64, 32, (x, y, stride) -> {
            raw[at[0]] = random.nextFloat(-1, 2);
            decoded[at[0]] = (raw[at[0]] + x) * stride;
            at[0] += 7;
        });
        assertFalse(YoloxDecoder.isDecoded(output(raw, 1, 42, 7), 64));
        assertTrue(YoloxDecoder.isDecoded(output(decoded, 1, 42, 7), 64));
        float[] values = new float[42 * 7];
        put(values, 7, 30, 20, 10, 8, 0.5, 0.5, 1);
        assertDetection(1, 0.5, 25, 16, 10, 8,
                decode(new YoloxDecoder("output", 2, GRID, true, true), 64, 32, output(values, 1, 42, 7)).getFirst());
    }

    @Test
    void yolov5HasObjectnessAndYolov8HasNot() {
        float[] five = new float[3 * 7];
        put(five, 7, 30, 20, 10, 8, 0.5, 0.4, 1);
        List<Detection> found = decode(new AnchorDecoder("output", 2, false), 64, 64, output(five, 1, 3, 7));
        assertDetection(1, 0.5, 25, 16, 10, 8, found.get(0));
        assertDetection(0, 0.2, 25, 16, 10, 8, found.get(1));
        float[] eight = new float[6 * 3];
        for (int row = 0; row < 6; row++) {
            eight[row * 3 + 2] = new float[]{30, 20, 10, 8, 0.25f, 0.75f}[row];
        }
        found = decode(new TransposedDecoder("output", 2, false), 64, 64, output(eight, 1, 6, 3));
        assertDetection(1, 0.75, 25, 16, 10, 8, found.get(0));
        assertDetection(0, 0.25, 25, 16, 10, 8, found.get(1));
        assertEquals(1, decode(new TransposedDecoder("output", 2, true), 64, 64, output(eight, 1, 6, 3)).size());
    }

    @Test
    void endToEndHasBordersScoreClass() {
        float[] values = {25, 16, 35, 24, 0.5f, 7, 0, 0, 0, 0, 0, 0};
        List<Detection> found = decode(new EndToEndDecoder("output"), 64, 64, output(values, 1, 2, 6));
        assertEquals(1, found.size());
        assertDetection(7, 0.5, 25, 16, 10, 8, found.getFirst());
        assertEquals(List.of(), decode(new EndToEndDecoder("output"), 64, 64, output(new float[0], 1, 0, 6)));
    }

    @Test
    void ssdHasThreeOutputsInPixelsOrParts() {
        Output labels = new Output("l", true, new long[]{2}, new float[]{3, 0});
        Output scores = new Output("s", false, new long[]{2}, new float[]{0.5f, 0.9f});
        Output pixels = new Output("b", false, new long[]{2, 4}, new float[]{25, 16, 35, 24, 0, 0, 9, 9});
        List<Detection> found = decode(new SsdDecoder("b", "l", "s", false, false, 1), 100, 80, scores, pixels, labels);
        assertEquals(1, found.size(), "label 0 is background");
        assertDetection(2, 0.5, 25, 16, 10, 8, found.getFirst());
        Output parts = new Output("b", false, new long[]{1, 2, 4},
                new float[]{0.2f, 0.25f, 0.3f, 0.35f, 0, 0, 1, 1});
        found = decode(new SsdDecoder("b", "l", "s", true, true, 0), 100, 80, parts, labels, scores);
        assertDetection(0, 0.9, 0, 0, 100, 80, found.get(0));
        assertDetection(3, 0.5, 25, 16, 10, 8, found.get(1));
    }

    @Test
    void hostileNumbersAreNoDetections() {
        float[] hostile = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -1e30f, 1e30f, -1, 0, 1};
        Random random = new Random(4);
        List<BoxDecoder> decoders = List.of(new YoloxDecoder("output", 2, GRID, false, false),
                new YoloxDecoder("output", 2, GRID, true, true), new AnchorDecoder("output", 2, false));
        for (int turn = 0; turn < 300; turn++) {
            float[] values = new float[42 * 7];
            for (int i = 0; i < values.length; i++) {
                values[i] = hostile[random.nextInt(hostile.length)];
            }
            for (BoxDecoder decoder : decoders) {
                decode(decoder, 64, 32, output(values, 1, 42, 7)).forEach(BoxDecoderTest::assertSound);
            }
            decode(new TransposedDecoder("output", 38, false), 64, 32, output(values, 1, 42, 7))
                    .forEach(BoxDecoderTest::assertSound);
            decode(new EndToEndDecoder("output"), 64, 32, output(values, 1, 49, 6))
                    .forEach(BoxDecoderTest::assertSound);
        }
    }

    private static void assertSound(Detection each) {
        assertTrue(each.score() > 0 && each.score() <= 1 && each.classIndex() >= 0 && each.box().area() > 0
                && Double.isFinite(each.box().x() + each.box().y() + each.box().area()), each.toString());
    }

    @Test
    void outputsOfAnotherShapeAreSaid() {
        float[] values = new float[42 * 7];
        for (BoxDecoder decoder : List.of(new YoloxDecoder("output", 3, GRID, false, false),
                new YoloxDecoder("other", 2, GRID, false, false), new AnchorDecoder("output", 3, true),
                new TransposedDecoder("output", 3, true), new EndToEndDecoder("output"))) {
            assertThrows(PictureException.class, () -> decode(decoder, 64, 32, output(values, 1, 42, 7)));
        }
        assertThrows(PictureException.class, () -> decode(new YoloxDecoder("output", 2, GRID, false, true), 64, 64,
                output(values, 1, 42, 7)));
        Output one = new Output("s", false, new long[]{1}, new float[1]);
        assertThrows(PictureException.class,
                () -> decode(new SsdDecoder("s", "s", "s", false, false, 0), 64, 64, one));
    }

    private static List<Detection> decode(BoxDecoder decoder, int width, int height, Output... outputs) {
        Candidates found = new Candidates(0.01);
        decoder.decode(Arrays.asList(outputs), width, height, found);
        return found.suppressed(1, 1000);
    }

    private static Output output(float[] values, long... shape) {
        return new Output("output", false, shape, values);
    }

    private static void put(float[] values, int at, double... row) {
        for (int i = 0; i < row.length; i++) {
            values[at + i] = (float) row[i];
        }
    }

    private static List<Double> scores(List<Detection> found) {
        return found.stream().map(each -> Math.round(each.score() * 100) / 100.0).toList();
    }

    private static void assertDetection(int classIndex, double score, double x, double y, double width, double height,
            Detection found) {
        assertEquals(classIndex, found.classIndex());
        assertEquals(score, found.score(), 1e-6);
        Box box = found.box();
        assertEquals(x, box.x(), 1e-4);
        assertEquals(y, box.y(), 1e-4);
        assertEquals(width, box.width(), 1e-4);
        assertEquals(height, box.height(), 1e-4);
    }
}
