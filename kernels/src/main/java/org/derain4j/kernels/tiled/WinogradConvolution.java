package org.derain4j.kernels.tiled;

import java.util.Arrays;
import java.util.List;
import org.derain4j.kernels.cpu.MapView;
import org.derain4j.kernels.program.FilterLayout;
import org.derain4j.kernels.program.Parameters.Parameter;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Window;

/**
 * A 3x3 convolution by Winograd's algorithm, {@link WinogradSide} along both sides of a tile: a strip of a row of tiles at a
 * time is transformed, its points are small matrix products over the input channels, done by
 * {@link TileLoops#accumulate} with tiles in place of pixels, and each tile's products are transformed back and stored. A
 * tile's value does not depend on its neighbours in the row, so results are the same bits for any number of threads. A single
 * operation rounds more than direct sums of few channels do, and less than those of many (kernels/NOTES.md).
 */
final class WinogradConvolution implements Convolution {

    /** Transformed inputs and products of a strip: about a core's second-level cache. Longer ones fetch the filter less often. */
    private static final int STRIP_BYTES = 1024 * 1024;

    /** Keeps the points of one tile from falling on the same cache set. */
    private static final int SKEW = 16;

    private static final int MIN_CHANNELS = 16;
    private static final int MIN_CHANNELS_STRIDE_2 = 32;
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
    private final Sink sink;
    private final int blocks;
    private final int blockColumns;
    private final int tilesAcross;
    private final int stripTiles;
    private final MapView[] inputs;
    private final float[] zeros;

    /** Floats between points of the transformed input, of the products. */
    private final int inputPitch;
    private final int productPitch;

    /** Where products and half-transformed values begin in {@link Scratch#points}. */
    private final int products;
    private final int half;

    WinogradConvolution(Microkernels microkernels, Window window, List<MapView> inputs, Shape output,
            PackedFilter filter,
            Sink sink) {
        this.side = WinogradSide.of(window);
        this.points = side.points * side.points;
        this.loops = microkernels.tiles();
        this.transforms = microkernels.winograd();
        this.tilePixels = microkernels.pixels();
        this.tileChannels = microkernels.channels();
        this.channels = filter.depth();
        this.output = output;
        this.filter = filter;
        this.sink = sink;
        this.blockColumns = sink.blockColumns();
        this.blocks = sink.columns().length / blockColumns;
        this.tilesAcross = (output.width() + side.outputs - 1) / side.outputs;
        this.stripTiles = stripTiles();
        this.inputs = inputs.toArray(MapView[]::new);
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
    static boolean suits(Microkernels microkernels, Window window, int kernel, List<Shape> inputs, Shape output) {
        Shape input = inputs.getFirst();
        int channels = inputs.stream().mapToInt(Shape::channels).sum();
        if (kernel != 3 || inputs.stream().anyMatch(shape -> shape.channels() % microkernels.lanes() != 0)
                || output.height() < MIN_SIDE || output.width() < MIN_SIDE) {
            return false;
        }
        if (window.stride() == 1) {
            return channels >= MIN_CHANNELS && output.channels() >= MIN_CHANNELS;
        }
        Shape large = window.larger(input, output);
        return large.height() % 2 == 0 && large.width() % 2 == 0 && channels >= MIN_CHANNELS_STRIDE_2
                && output.channels() >= MIN_CHANNELS_STRIDE_2;
    }

    /** The filter's points as the tiles read them: {@code [block][point][tile][in][tileChannels]}. */
    static PackedFilter pack(Parameter filter, Window window, int channels, Sink sink, int tileChannels) {
        WinogradSide side = WinogradSide.of(window);
        int[] columns = sink.columns();
        int blockColumns = sink.blockColumns();
        return new PackedFilter(blockColumns / tileChannels, channels, tileChannels,
                Math.multiplyExact(columns.length, side.points * side.points * channels),
                packed -> pack(filter, window, side, channels, columns, blockColumns, tileChannels, packed));
    }

    private static void pack(Parameter filter, Window window, WinogradSide side, int channels, int[] columns,
            int blockColumns, int tileChannels, float[] packed) {
        FilterLayout layout = FilterLayout.of(filter, window);
        int tiles = blockColumns / tileChannels;
        int points = side.points * side.points;
        int floats = channels * tileChannels;
        for (int first = 0; first < columns.length; first += tileChannels) {
            int block = first / blockColumns;
            int tile = first % blockColumns / tileChannels;
            float[][] taps = new float[9][floats];
            for (int tap = 0; tap < 9; tap++) {
                int stored = window.transposed() ? 8 - tap : tap;
                PackedFilter.gather(filter.values(), layout, stored / 3, stored % 3, channels, columns, first,
                        tileChannels, taps[tap], 0);
            }
            side.filter(taps, packed, (block * points * tiles + tile) * floats, tiles * floats);
        }
    }

    private int stripTiles() {
        int largest = Math.max(tilePixels,
                STRIP_BYTES / (points * Float.BYTES * (channels + blockColumns)) / tilePixels * tilePixels);
        int strips = (tilesAcross + largest - 1) / largest;
        int even = (tilesAcross + strips - 1) / strips;
        return (even + tilePixels - 1) / tilePixels * tilePixels;
    }

    /** Input columns that so many neighbouring tiles read. */
    private int columns(int tiles) {
        return tiles * side.inputStep + side.inputs - side.inputStep;
    }

    private int mostChannels() {
        return Arrays.stream(inputs).mapToInt(map -> map.shape().channels()).max().orElseThrow();
    }

    @Override
    public Scratch.Size scratch() {
        int columns = columns(stripTiles) * mostChannels();
        int pixels = stripPixels();
        return new Scratch.Size(side.inputs * columns, pixels * blockColumns,
                half + side.points * Math.max(columns, pixels * blockColumns), pixels * sink.stateColumns());
    }

    @Override
    public List<PackedFilter> filters() {
        return List.of(filter);
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
    public int stripPixels() {
        return stripTiles * side.outputs;
    }

    @Override
    public void run(int fromRow, int toRow, int strip, Scratch scratch) {
        for (int y = fromRow; y < toRow; y += side.outputs) {
            scratch.cancellation.check();
            strip(y / side.outputs, strip * stripTiles, scratch);
        }
    }

    private void strip(int tileRow, int firstTile, Scratch scratch) {
        int tiles = Math.min(stripTiles, tilesAcross - firstTile);
        int channel = 0;
        for (MapView map : inputs) {
            transformInput(map, channel, tileRow, firstTile, tiles, scratch);
            channel += map.shape().channels();
        }
        for (int block = 0; block < blocks; block++) {
            multiply(block, tiles, scratch);
            store(block, tiles, tileRow * side.outputs, firstTile * side.outputs, scratch);
        }
    }

    /** Down the columns of a whole strip, zeros around the picture; then along each line of points. */
    private void transformInput(MapView map, int channel, int tileRow, int firstTile, int tiles, Scratch scratch) {
        int c = map.shape().channels();
        int y = tileRow * side.inputStep + side.firstInput;
        int x = firstTile * side.inputStep + side.firstInput;
        int columns = columns(tiles);
        int before = Math.clamp(-x, 0, columns);
        int end = Math.clamp(map.shape().width() - x, before, columns);
        int floats = (end - before) * c;
        int line = columns * c;
        float[] points = scratch.points;
        if (y >= 0 && y + side.inputs <= map.shape().height() && map.isRun(y, side.inputs)) {
            side.input(transforms, map.array(y), map.offset(y) + (x + before) * c, map.rowFloats(), points,
                    half + before * c, line, floats, 1, 0, 0);
        } else {
            for (int row = 0; row < side.inputs; row++) {
                gather(map, y + row, x + before, scratch.lines, row * floats, floats);
            }
            side.input(transforms, scratch.lines, 0, floats, points, half + before * c, line, floats, 1, 0, 0);
        }
        for (int p = 0; p < side.points; p++) {
            int from = half + p * line;
            Arrays.fill(points, from, from + before * c, 0);
            Arrays.fill(points, from + end * c, from + line, 0);
            side.input(transforms, points, from, c, points, p * side.points * inputPitch + channel, inputPitch, c,
                    tiles, side.inputStep * c, channels);
        }
    }

    private static void gather(MapView map, int y, int x, float[] lines, int line, int floats) {
        if (y >= 0 && y < map.shape().height()) {
            System.arraycopy(map.array(y), map.offset(y) + x * map.shape().channels(), lines, line, floats);
        } else {
            Arrays.fill(lines, line, line + floats, 0);
        }
    }

    private void multiply(int block, int tiles, Scratch scratch) {
        for (int point = 0; point < points; point++) {
            for (int column = 0; column < blockColumns; column += tileChannels) {
                int f = filter.offset(block * points + point, column / tileChannels);
                loops.accumulate(scratch.points, point * inputPitch, channels, filter.values(), f, channels, zeros, 0,
                        0, scratch.points, products + point * productPitch + column, blockColumns,
                        (tiles + tilePixels - 1) / tilePixels * tilePixels);
            }
        }
    }

    /** Down the columns of a whole strip's products, then along each line of outputs, which is stored at once. */
    private void store(int block, int tiles, int y, int x, Scratch scratch) {
        int floats = tiles * blockColumns;
        for (int p = 0; p < side.points; p++) {
            side.output(transforms, scratch.points, products + p * productPitch, side.points * productPitch,
                    scratch.points, half + p * floats, side.points * floats, floats, 1, 0, 0);
        }
        int rows = Math.min(side.outputs, output.height() - y);
        int pixels = Math.min(tiles * side.outputs, output.width() - x);
        for (int row = 0; row < rows; row++) {
            side.output(transforms, scratch.points, half + row * side.points * floats, floats, scratch.sums, 0,
                    blockColumns, blockColumns, tiles, blockColumns, side.outputs * blockColumns);
            sink.store(scratch, 0, block, y + row, x, pixels);
        }
    }
}
