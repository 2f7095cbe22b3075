package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures that fit a strip, and that do not, on their way through a map that is an array. */
class TransferTest {

    /** One map, which gives back what it was given. */
    private static final class OneMap implements Executable {

        private final Program program;
        private final float[] values;
        private int longest;

        private OneMap(Shape shape) {
            program = new Program(List.of(new FeatureMap("x", shape, 0)), List.of(), List.of(0), List.of(0));
            values = new float[(int) shape.floats()];
            Arrays.fill(values, Float.NaN);
        }

        @Override
        public Program program() {
            return program;
        }

        @Override
        public void write(int map, int fromRow, int rows, float[] from) {
            int row = program.shapes().get(map).rowFloats();
            System.arraycopy(from, 0, values, fromRow * row, rows * row);
            longest = Math.max(longest, from.length);
        }

        @Override
        public void read(int map, int fromRow, int rows, float[] to) {
            int row = program.shapes().get(map).rowFloats();
            System.arraycopy(values, fromRow * row, to, 0, rows * row);
            longest = Math.max(longest, to.length);
        }

        @Override
        public void run(StepListener listener, Cancellation cancellation) {}

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 5", "4, 8", "7, 4", "5, 3001", "90, 3001", "3, 30001", "17, 30000", "6002, 5"})
    void picturesAreExtendedOnTheWayInAndCroppedOnTheWayOut(int height, int width) {
        Padding padding = Padding.of(height, width);
        int rows = padding.paddedHeight();
        int columns = padding.paddedWidth();
        PixelArray picture = new PixelArray(Fixtures.noise(height, width), width);
        OneMap map = new OneMap(new Shape(rows, columns, 3));
        new Transfer(padding, Cancellation.NONE).in(picture, map, 0);
        for (int i = 0; i < map.values.length; i++) {
            int y = Padding.reflect(i / 3 / columns, height);
            int x = Padding.reflect(i / 3 % columns, width);
            assertEquals(picture.values()[(y * width + x) * 3 + i % 3], map.values[i]);
        }
        PixelArray result = PixelArray.of(height, width);
        List<Integer> order = new ArrayList<>();
        new Transfer(padding, Cancellation.NONE).out(map, 0, (y, bgr, at) -> {
            order.add(y);
            result.write(y, bgr, at);
        });
        assertArrayEquals(picture.values(), result.values());
        assertEquals(IntStream.range(0, height).boxed().toList(), order);
        assertTrue(map.longest <= Math.max(1 << 16, 3 * columns), map.longest + " floats at once");
    }
}
