package org.derain4j.kernels.tiled;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.derain4j.kernels.Shape;
import org.derain4j.kernels.cpu.MapView;
import org.derain4j.kernels.cpu.Workers;

/**
 * Every convolution, direct: the output is cut into bands of rows and strips of columns, and for each such piece the input
 * rows are gathered, one by one as they are needed, into a few lines that stay in cache. Gathering puts the two inputs of a
 * concatenation side by side and zeros around the picture, so the tile sees neither borders nor inputs. What a
 * pixel's value is does not depend on the piece it fell into, so results are the same bits for any number of threads.
 */
final class StripConvolution implements StepKernel {

    /** Input rows kept at once: a 3-tap filter needs 3, and a power of two makes the row number the line number. */
    private static final int LINES = 4;

    /** Lines should fit a core's second-level cache beside the filter. */
    private static final int LINE_BYTES = 160 * 1024;

    private static final int MAX_BAND_ROWS = 32;

    private final TileLoops loops;
    private final int tilePixels;
    private final int tileChannels;
    private final int channels;
    private final Shape output;
    private final List<Axis> vertical;
    private final List<Axis> horizontal;
    private final PackedFilter[][] filters;
    private final TileSink sink;
    private final int tiles;

    private final int positions;
    private final int stripPositions;
    private final InputLines lines;

    /**
     * Prepares a convolution.
     *
     * @param inputs  one map, or two to be concatenated
     * @param output  the result's shape
     * @param columns lanes of the filter, as in {@link PackedFilter#pack}
     * @param filter  the packed filter of a vertical and a horizontal phase
     */
    StripConvolution(Arithmetic arithmetic, List<MapView> inputs, Shape output, List<Axis> vertical,
            List<Axis> horizontal, int columns, BiFunction<Axis, Axis, PackedFilter> filter, TileSink sink) {
        this.loops = arithmetic.tiles();
        this.tilePixels = arithmetic.pixels();
        this.tileChannels = arithmetic.channels();
        this.channels = inputs.stream().mapToInt(map -> map.shape().channels()).sum();
        this.output = output;
        this.vertical = vertical;
        this.horizontal = horizontal;
        this.sink = sink;
        this.tiles = columns / tileChannels / sink.tilesTogether();
        this.filters = new PackedFilter[vertical.size()][horizontal.size()];
        for (int v = 0; v < vertical.size(); v++) {
            for (int h = 0; h < horizontal.size(); h++) {
                filters[v][h] = filter.apply(vertical.get(v), horizontal.get(h));
            }
        }
        this.positions = horizontal.stream().mapToInt(axis -> axis.count(output.width())).max().orElseThrow();
        this.stripPositions = stripPositions();
        this.lines = new InputLines(inputs, LINES,
                horizontal.getFirst().inputStep() * (stripPositions - 1) + lastInput() - firstInput());
    }

    private int stripPositions() {
        int inputStep = horizontal.getFirst().inputStep();
        int largest = Math.max(tilePixels, LINE_BYTES / (LINES * Float.BYTES * channels * inputStep));
        int strips = (positions + largest - 1) / largest;
        return roundUp((positions + strips - 1) / strips);
    }

    private int roundUp(int positions) {
        return (positions + tilePixels - 1) / tilePixels * tilePixels;
    }

    private int firstInput() {
        return horizontal.stream().mapToInt(Axis::first).min().orElseThrow();
    }

    private int lastInput() {
        return horizontal.stream().mapToInt(axis -> axis.first() + axis.taps().length).max().orElseThrow();
    }

    @Override
    public int lineFloats() {
        return lines.floats();
    }

    @Override
    public int sumFloats() {
        return (sink.tilesTogether() + sink.extraTiles()) * tilePixels * tileChannels;
    }

    @Override
    public void run(Workers workers, Scratch[] scratch) {
        int strips = (positions + stripPositions - 1) / stripPositions;
        int bandRows = workers.bandRows(output.height(), strips, MAX_BAND_ROWS);
        int bands = (output.height() + bandRows - 1) / bandRows;
        workers.run(bands * strips, (index, worker) -> {
            int y = index / strips * bandRows;
            piece(y, Math.min(y + bandRows, output.height()), index % strips * stripPositions, scratch[worker]);
        });
    }

    private void piece(int fromRow, int toRow, int fromPosition, Scratch scratch) {
        InputLines.forget(scratch);
        int firstColumn = horizontal.getFirst().inputStep() * fromPosition + firstInput();
        for (int y = fromRow; y < toRow; y++) {
            int v = y % vertical.size();
            Axis axis = vertical.get(v);
            int firstRow = axis.inputStep() * ((y - axis.start()) / axis.step()) + axis.first();
            for (int row = 0; row < axis.taps().length; row++) {
                lines.gather(firstRow + row, firstColumn, scratch);
            }
            for (int h = 0; h < horizontal.size(); h++) {
                row(y, firstRow, fromPosition, firstColumn, horizontal.get(h), filters[v][h], scratch);
            }
        }
    }

    private void row(int y, int firstRow, int fromPosition, int firstColumn, Axis axis, PackedFilter filter,
            Scratch scratch) {
        int end = Math.min(fromPosition + stripPositions, axis.count(output.width()));
        for (int tile = 0; tile < tiles; tile++) {
            for (int position = fromPosition; position < end; position += tilePixels) {
                int column = axis.inputStep() * position + axis.first() - firstColumn;
                sum(tile, firstRow, column * channels, axis.inputStep() * channels, filter, scratch);
                sink.store(scratch, 0, tile, y, axis.start() + axis.step() * position, axis.step(),
                        Math.min(tilePixels, end - position));
            }
        }
    }

    private void sum(int tile, int firstRow, int column, int pitch, PackedFilter filter, Scratch scratch) {
        int together = sink.tilesTogether();
        Arrays.fill(scratch.sums, 0, together * tilePixels * tileChannels, 0);
        for (int row = 0; row < filter.rows(); row++) {
            int y = firstRow + row;
            if (lines.hasRow(y)) {
                int in = lines.offset(y) + column;
                for (int t = 0; t < together; t++) {
                    loops.accumulate(scratch.lines, in, pitch, filter.values(),
                            filter.offset(tile * together + t, row),
                            filter.depth(), scratch.sums, t * tilePixels * tileChannels);
                }
            }
        }
    }
}
