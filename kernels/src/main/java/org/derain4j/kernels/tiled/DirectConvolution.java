package org.derain4j.kernels.tiled;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.derain4j.kernels.cpu.MapView;
import org.derain4j.kernels.program.Axis;
import org.derain4j.kernels.program.Shape;

/**
 * Any convolution by direct sums: the output is cut into bands of rows and strips of columns, and for each such piece the input
 * rows are gathered, one by one as they are needed, into a few lines that stay in cache. Gathering puts the two inputs of a
 * concatenation side by side and zeros around the picture, so the tile sees neither borders nor inputs. What a
 * pixel's value is does not depend on the piece it fell into, so results are the same bits for any number of threads.
 */
final class DirectConvolution implements Convolution {

    /** Input rows kept at once: a 3-tap filter needs 3, and a power of two makes the row number the line number. */
    private static final int LINES = 4;

    /** Lines should fit a core's second-level cache beside the filter. */
    private static final int LINE_BYTES = 160 * 1024;

    /** Output positions of a strip at most: a row of their sums should stay in the first-level cache. */
    private static final int MAX_POSITIONS = 120;

    private final TileLoops loops;
    private final int tilePixels;
    private final int tileChannels;
    private final int channels;
    private final Shape output;
    private final List<Axis> vertical;
    private final List<Axis> horizontal;
    private final PackedFilter[][] filters;
    private final Sink sink;
    private final int blocks;
    private final int blockColumns;

    /** Columns from one output position to the next. */
    private final int step;

    private final int positions;
    private final int stripPositions;
    private final InputLines lines;
    private final float[] zeros;

    /**
     * Prepares a convolution.
     *
     * @param inputs  one map, or two to be concatenated
     * @param output  the result's shape
     * @param filter  the packed filter of a vertical and a horizontal phase
     */
    DirectConvolution(Microkernels microkernels, List<MapView> inputs, Shape output, List<Axis> vertical,
            List<Axis> horizontal, BiFunction<Axis, Axis, PackedFilter> filter, Sink sink) {
        this.loops = microkernels.tiles();
        this.tilePixels = microkernels.pixels();
        this.tileChannels = microkernels.channels();
        this.channels = inputs.stream().mapToInt(map -> map.shape().channels()).sum();
        this.output = output;
        this.vertical = vertical;
        this.horizontal = horizontal;
        this.sink = sink;
        this.blockColumns = sink.blockColumns();
        this.blocks = sink.columns().length / blockColumns;
        this.step = horizontal.getFirst().step();
        this.zeros = new float[tileChannels];
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
        int largest = Math.clamp(LINE_BYTES / (LINES * Float.BYTES * channels * inputStep), tilePixels, MAX_POSITIONS);
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
        return horizontal.stream().mapToInt(axis -> axis.first() + axis.taps().size()).max().orElseThrow();
    }

    @Override
    public Scratch.Size scratch() {
        int pixels = stripPixels();
        return new Scratch.Size(lines.floats(), pixels * blockColumns, 0, pixels * sink.stateColumns());
    }

    @Override
    public List<PackedFilter> filters() {
        return Stream.of(filters).flatMap(Stream::of).toList();
    }

    @Override
    public int rowUnit() {
        return 1;
    }

    @Override
    public int strips() {
        return (positions + stripPositions - 1) / stripPositions;
    }

    @Override
    public int stripPixels() {
        return stripPositions * step;
    }

    @Override
    public void run(int fromRow, int toRow, int strip, Scratch scratch) {
        InputLines.forget(scratch);
        int fromPosition = strip * stripPositions;
        int firstColumn = horizontal.getFirst().inputStep() * fromPosition + firstInput();
        for (int y = fromRow; y < toRow; y++) {
            scratch.cancellation.check();
            int v = y % vertical.size();
            Axis axis = vertical.get(v);
            int firstRow = axis.firstInput(y);
            for (int row = 0; row < axis.taps().size(); row++) {
                lines.gather(firstRow + row, firstColumn, scratch);
            }
            int x = fromPosition * step;
            for (int block = 0; block < blocks; block++) {
                for (int h = 0; h < horizontal.size(); h++) {
                    sum(block, firstRow, fromPosition, firstColumn, horizontal.get(h), filters[v][h], scratch);
                }
                sink.store(scratch, 0, block, y, x, Math.min(stripPixels(), output.width() - x));
            }
        }
    }

    /** The sums of one phase of a strip's row: each row of taps for all positions, so that its filter stays in cache. */
    private void sum(int block, int firstRow, int fromPosition, int firstColumn, Axis axis, PackedFilter filter,
            Scratch scratch) {
        int tiles = blockColumns / tileChannels;
        int count = Math.min(stripPositions, axis.count(output.width()) - fromPosition);
        int column = axis.inputStep() * fromPosition + axis.first() - firstColumn;
        int pitch = axis.inputStep() * channels;
        for (int tile = 0; tile < tiles; tile++) {
            boolean first = true;
            for (int row = 0; row < filter.rows(); row++) {
                // a row of zeros is left out, but not if it is the only one
                if (lines.hasRow(firstRow + row) || first && row == filter.rows() - 1) {
                    int in = lines.offset(firstRow + row) + column * channels;
                    int f = filter.offset(block * tiles + tile, row);
                    int s = axis.start() * blockColumns + tile * tileChannels;
                    loops.accumulate(scratch.lines, in, pitch, filter.values(), f, filter.depth(),
                            first ? zeros : scratch.sums, first ? 0 : s, first ? 0 : step * blockColumns,
                            scratch.sums, s, step * blockColumns, roundUp(count));
                    first = false;
                }
            }
        }
    }
}
