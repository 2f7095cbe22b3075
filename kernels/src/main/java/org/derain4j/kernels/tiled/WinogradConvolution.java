package org.derain4j.kernels.tiled;

import java.util.List;
import org.derain4j.kernels.Filters.Filter;
import org.derain4j.kernels.Shape;
import org.derain4j.kernels.Window;
import org.derain4j.kernels.cpu.FilterLayout;
import org.derain4j.kernels.cpu.MapView;

/**
 * A 3x3 convolution by Winograd's algorithm, {@link WinogradSide} along both sides of a tile: a strip of a row of tiles at a
 * time is transformed, its points are small matrix products over the input channels, done by
 * {@link TileLoops#accumulate} with tiles in place of pixels, and each tile's products are transformed back and stored. A
 * tile's value does not depend on its neighbours in the row, so results are the same bits for any number of threads. A single
 * operation rounds more than direct sums of few channels do, and less than those of many (kernels/NOTES.md).
 */
final class WinogradConvolution implements StepKernel {

    /** Transformed inputs of a strip: in the second-level cache, yet tiles enough to pay for fetching the filter. */
    private static final int INPUT_BYTES = 192 * 1024;

    /** Keeps the points of one tile from falling on the same cache set. */
    private static final int SKEW = 16;

    private static final int MIN_CHANNELS = 16;
    private static final int MIN_CHANNELS_STRIDE_2 = 48;
    private static final int MIN_SIDE = 4;

    private final WinogradSide side;
    private final int points;
    private final TileLoops loops;
    private final WinogradLoops transforms;
    private final int tilePixels;
    private final int tileChannels;
    private final int channels;
    private final Shape output;
    private final PackedFilter filter;
    private final RowSink sink;
    private final int blocks;
    private final int blockColumns;
    private final int tilesAcross;
    private final int stripTiles;
    private final InputLines lines;
    private final float[] zeros;

    /** Floats between points of the transformed input, of the products. */
    private final int inputPitch;
    private final int productPitch;

    /** Where products and half-transformed values begin in {@link Scratch#points}. */
    private final int products;
    private final int half;

    WinogradConvolution(Arithmetic arithmetic, Window window, List<MapView> inputs, Shape output, PackedFilter filter,
            RowSink sink) {
        this.side = WinogradSide.of(window);
        this.points = side.points * side.points;
        this.loops = arithmetic.tiles();
        this.transforms = arithmetic.winograd();
        this.tilePixels = arithmetic.pixels();
        this.tileChannels = arithmetic.channels();
        this.channels = filter.depth();
        this.output = output;
        this.filter = filter;
        this.sink = sink;
        this.blockColumns = sink.blockColumns();
        this.blocks = sink.columns().length / blockColumns;
        this.tilesAcross = (output.width() + side.outputs - 1) / side.outputs;
        this.stripTiles = stripTiles();
        this.lines = new InputLines(inputs, side.inputs, stripTiles * side.inputStep + side.inputs - side.inputStep);
        this.zeros = new float[tileChannels];
        this.inputPitch = stripTiles * channels + SKEW;
        this.productPitch = stripTiles * blockColumns + SKEW;
        this.products = points * inputPitch;
        this.half = products + points * productPitch;
    }

    /**
     * Where it wins (kernels/NOTES.md): 3 taps, enough products to pay for the transforms, channels in whole vectors. Stride 2
     * saves less, so it takes more channels, and its phases fall on the tiles only where the larger map's sides are even.
     */
    static boolean suits(Arithmetic arithmetic, Window window, int kernel, int inputChannels, Shape input,
            Shape output) {
        if (kernel != 3 || inputChannels % arithmetic.lanes() != 0 || output.height() < MIN_SIDE
                || output.width() < MIN_SIDE) {
            return false;
        }
        if (window.stride() == 1) {
            return inputChannels >= MIN_CHANNELS && output.channels() >= MIN_CHANNELS;
        }
        Shape large = window.transposed() ? output : input;
        return large.height() % 2 == 0 && large.width() % 2 == 0 && inputChannels >= MIN_CHANNELS_STRIDE_2
                && output.channels() >= MIN_CHANNELS_STRIDE_2;
    }

    /** The filter's points as the tiles read them: {@code [block][point][tile][in][tileChannels]}. */
    static PackedFilter pack(Filter filter, Window window, int channels, RowSink sink, int tileChannels) {
        WinogradSide side = WinogradSide.of(window);
        FilterLayout layout = FilterLayout.of(filter, window);
        int[] columns = sink.columns();
        int tiles = sink.blockColumns() / tileChannels;
        int points = side.points * side.points;
        float[] packed = new float[Math.multiplyExact(columns.length, points * channels)];
        double[][] taps = new double[9][tileChannels];
        double[][] transformed = new double[points][tileChannels];
        for (int first = 0; first < columns.length; first += tileChannels) {
            int block = first / sink.blockColumns();
            int tile = first % sink.blockColumns() / tileChannels;
            for (int ci = 0; ci < channels; ci++) {
                for (int tap = 0; tap < 9; tap++) {
                    int stored = window.transposed() ? 8 - tap : tap;
                    for (int lane = 0; lane < tileChannels; lane++) {
                        int column = columns[first + lane];
                        taps[tap][lane] = column == PackedFilter.NO_COLUMN
                                ? 0
                                : filter.values()[layout.index(stored / 3, stored % 3, ci, column)];
                    }
                }
                side.filter(taps, transformed);
                for (int point = 0; point < points; point++) {
                    int to = (((block * points + point) * tiles + tile) * channels + ci) * tileChannels;
                    for (int lane = 0; lane < tileChannels; lane++) {
                        packed[to + lane] = (float) transformed[point][lane];
                    }
                }
            }
        }
        return new PackedFilter(packed, tiles, channels, tileChannels);
    }

    private int stripTiles() {
        int largest = Math.max(tilePixels, INPUT_BYTES / (points * Float.BYTES * channels) / tilePixels * tilePixels);
        int strips = (tilesAcross + largest - 1) / largest;
        int even = (tilesAcross + strips - 1) / strips;
        return (even + tilePixels - 1) / tilePixels * tilePixels;
    }

    @Override
    public int lineFloats() {
        return lines.floats();
    }

    @Override
    public int sumFloats() {
        return side.outputs * blockColumns;
    }

    @Override
    public int pointFloats() {
        return half + side.points * Math.max(side.inputs * channels, side.outputs * blockColumns);
    }

    @Override
    public int stateFloats() {
        return side.outputs * sink.stateColumns();
    }

    @Override
    public int rowUnit() {
        return side.outputs;
    }

    @Override
    public int strips() {
        return (tilesAcross + stripTiles - 1) / stripTiles;
    }

    @Override
    public void run(int fromRow, int toRow, int strip, Scratch scratch) {
        for (int y = fromRow; y < toRow; y += side.outputs) {
            strip(y / side.outputs, strip * stripTiles, scratch);
        }
    }

    private void strip(int tileRow, int firstTile, Scratch scratch) {
        int tiles = Math.min(stripTiles, tilesAcross - firstTile);
        for (int line = 0; line < side.inputs; line++) {
            lines.load(line, tileRow * side.inputStep + side.firstInput + line,
                    firstTile * side.inputStep + side.firstInput, scratch);
        }
        for (int tile = 0; tile < tiles; tile++) {
            transformInput(tile, scratch);
        }
        for (int block = 0; block < blocks; block++) {
            multiply(block, tiles, scratch);
            for (int tile = 0; tile < tiles; tile++) {
                store(block, tile, tileRow * side.outputs, (firstTile + tile) * side.outputs, scratch);
            }
        }
    }

    /** Down the columns of all lines at once, then along each line of points. */
    private void transformInput(int tile, Scratch scratch) {
        int line = side.inputs * channels;
        side.input(transforms, scratch.lines, tile * side.inputStep * channels, lines.pitch(), scratch.points, half,
                line, line);
        for (int p = 0; p < side.points; p++) {
            side.input(transforms, scratch.points, half + p * line, channels, scratch.points,
                    p * side.points * inputPitch + tile * channels, inputPitch, channels);
        }
    }

    private void multiply(int block, int tiles, Scratch scratch) {
        for (int point = 0; point < points; point++) {
            for (int column = 0; column < blockColumns; column += tileChannels) {
                int f = filter.offset(block * points + point, column / tileChannels);
                for (int tile = 0; tile < tiles; tile += tilePixels) {
                    loops.accumulate(scratch.points, point * inputPitch + tile * channels, channels, filter.values(), f,
                            channels, zeros, 0, 0, scratch.points,
                            products + point * productPitch + tile * blockColumns + column, blockColumns);
                }
            }
        }
    }

    /** Down the columns of products, then along each line of outputs, which is stored at once. */
    private void store(int block, int tile, int y, int x, Scratch scratch) {
        int line = side.points * blockColumns;
        for (int p = 0; p < side.points; p++) {
            side.output(transforms, scratch.points, products + p * productPitch + tile * blockColumns,
                    side.points * productPitch, scratch.points, half + p * blockColumns, line, blockColumns);
        }
        int rows = Math.min(side.outputs, output.height() - y);
        int pixels = Math.min(side.outputs, output.width() - x);
        for (int row = 0; row < rows; row++) {
            side.output(transforms, scratch.points, half + row * line, blockColumns, scratch.sums, 0, blockColumns,
                    blockColumns);
            sink.store(scratch, 0, block, y + row, x, pixels);
        }
    }
}
