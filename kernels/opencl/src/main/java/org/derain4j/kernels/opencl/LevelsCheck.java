package org.derain4j.kernels.opencl;

import java.util.Arrays;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.LevelTransfer;
import org.derain4j.kernels.program.Shape;

/** Samples of 8 bits by way of a device's kernels, and by way of the values that it stores: part of the self-test. */
final class LevelsCheck {

    private final Executable executable;
    private final LevelTransfer transfer;
    private final int map;
    private final Shape shape;

    /** By way of a map that is an input, of a few hundred values. */
    LevelsCheck(Executable executable, LevelTransfer transfer, int map) {
        this.executable = executable;
        this.transfer = transfer;
        this.map = map;
        shape = executable.program().shapes().get(map);
    }

    /** How many samples come out wrong. */
    int misses() {
        return missesIn() + missesOut(false) + missesOut(true) + (findsNaN() ? 0 : 1);
    }

    /** All levels, one after the other in an order that is not theirs. */
    private int missesIn() {
        float[] table = new float[LevelTransfer.LEVELS];
        float[] values = new float[(int) shape.floats()];
        for (int x = 0; x < table.length; x++) {
            table[x] = (float) (x / 127.5 - 1);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = table[level(i)];
        }
        float[] expected = stored(values);
        executable.write(map, new float[values.length]);
        transfer.write(map, table, (y, row) -> {
            for (int x = 0; x < row.length; x++) {
                row[x] = (byte) level(y * row.length + x);
            }
        }, Cancellation.NONE);
        float[] actual = executable.read(map);
        int misses = 0;
        for (int i = 0; i < expected.length; i++) {
            misses += Float.floatToRawIntBits(expected[i]) == Float.floatToRawIntBits(actual[i]) ? 0 : 1;
        }
        return misses;
    }

    private static int level(int i) {
        return i * 7 % LevelTransfer.LEVELS;
    }

    /** Values at which the level changes, and just before. */
    private int missesOut(boolean nearest) {
        int changes = 2 * LevelTransfer.LEVELS;
        float[] values = new float[(int) shape.floats()];
        for (int i = 0; i < values.length; i++) {
            float change = (float) (i % changes / 255.0 - 1);
            values[i] = i < changes ? change : Math.nextDown(change);
        }
        float[] stored = stored(values);
        int[] misses = new int[1];
        boolean finite = transfer.read(new LevelTransfer.Crop(map, shape.height(), shape.width(), nearest),
                (y, row) -> {
                    for (int x = 0; x < row.length; x++) {
                        float level = Math.clamp((stored[y * row.length + x] + 1) * 127.5f, 0f, 255f);
                        misses[0] += row[x] == (byte) (int) (level + (nearest ? 0.5 : 0)) ? 0 : 1;
                    }
                }, Cancellation.NONE);
        return finite ? misses[0] : values.length;
    }

    private boolean findsNaN() {
        float[] values = new float[(int) shape.floats()];
        Arrays.fill(values, values.length - 1, values.length, Float.NaN);
        executable.write(map, values);
        return !transfer.read(new LevelTransfer.Crop(map, shape.height(), shape.width(), true), (y, row) -> {
        }, Cancellation.NONE);
    }

    /** Values as the map has them, in which they are. */
    private float[] stored(float[] values) {
        executable.write(map, values);
        return executable.read(map);
    }
}
