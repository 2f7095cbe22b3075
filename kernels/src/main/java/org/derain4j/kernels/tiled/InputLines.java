package org.derain4j.kernels.tiled;

import java.util.Arrays;
import java.util.List;
import org.derain4j.kernels.cpu.MapView;

/**
 * The input rows that a piece of output needs, gathered one by one into lines of scratch that stay in cache: zeros around the
 * picture, the two inputs of a concatenation side by side. Row y lives in line {@code y mod lines}; one worker's piece at a
 * time.
 */
final class InputLines {

    private static final int NO_ROW = Integer.MIN_VALUE;

    private final List<MapView> inputs;
    private final int height;
    private final int width;
    private final int channels;
    private final int lines;
    private final int pixels;

    /**
     * Describes the lines; the memory is the worker's.
     *
     * @param inputs one map, or two to be concatenated
     * @param lines  rows kept at once; for {@link #gather} a power of two
     * @param pixels columns of a line
     */
    InputLines(List<MapView> inputs, int lines, int pixels) {
        this.inputs = inputs;
        this.height = inputs.getFirst().shape().height();
        this.width = inputs.getFirst().shape().width();
        this.channels = inputs.stream().mapToInt(map -> map.shape().channels()).sum();
        this.lines = lines;
        this.pixels = pixels;
    }

    /** Floats of scratch. */
    int floats() {
        return lines * pitch();
    }

    /** Forgets all rows: another piece begins. */
    static void forget(Scratch scratch) {
        Arrays.fill(scratch.lineRow, NO_ROW);
    }

    /** Where row y's line begins. */
    int offset(int y) {
        return (y & lines - 1) * pitch();
    }

    boolean hasRow(int y) {
        return y >= 0 && y < height;
    }

    /** Floats from one line to the next. */
    int pitch() {
        return pixels * channels;
    }

    /** Brings a row's columns from firstColumn on into its line, unless they are there. */
    void gather(int y, int firstColumn, Scratch scratch) {
        if (scratch.lineRow[y & lines - 1] != y) {
            scratch.lineRow[y & lines - 1] = y;
            load(y & lines - 1, y, firstColumn, scratch);
        }
    }

    /** Brings a row's columns from firstColumn on into a line; outside the picture they are zeros. */
    private void load(int number, int y, int firstColumn, Scratch scratch) {
        int line = number * pitch();
        int before = Math.clamp(-firstColumn, 0, pixels);
        int end = hasRow(y) ? Math.clamp(width - firstColumn, before, pixels) : before;
        Arrays.fill(scratch.lines, line, line + before * channels, 0);
        Arrays.fill(scratch.lines, line + end * channels, line + pitch(), 0);
        if (end == before) {
            return;
        }
        int at = line + before * channels;
        for (MapView map : inputs) {
            int c = map.shape().channels();
            int from = map.offset(y) + (firstColumn + before) * c;
            if (c == channels) {
                System.arraycopy(map.array(y), from, scratch.lines, at, (end - before) * c);
            } else {
                Sink.copy(map.array(y), from, c, scratch.lines, at, channels, c, end - before);
            }
            at += c;
        }
    }
}
