package org.derain4j.kernels.tiled;

import static org.derain4j.kernels.tiled.WinogradTransform.IN;
import static org.derain4j.kernels.tiled.WinogradTransform.OUT;
import static org.derain4j.kernels.tiled.WinogradTransform.POINTS;

import java.util.Arrays;
import java.util.List;
import org.derain4j.kernels.Filters.Filter;
import org.derain4j.kernels.Shape;
import org.derain4j.kernels.Window;
import org.derain4j.kernels.cpu.FilterLayout;
import org.derain4j.kernels.cpu.MapView;
import org.derain4j.kernels.cpu.Workers;

/**
 * A 3x3 convolution of stride 1 by Winograd's F(4x4, 3x3): a row of 4x4 tiles at a time, its 36 transformed points each a small
 * matrix product over the input channels, done by {@link TileLoops#accumulate} with tiles in place of pixels. A tile's value
 * does not depend on its neighbours in the row, so results are the same bits for any number of threads. A single operation rounds
 * more than direct sums of few channels do, and less than those of many (kernels/NOTES.md).
 */
final class WinogradConvolution implements StepKernel {

    /** Rows of input kept: 6 are needed. */
    private static final int LINES = 8;

    /** Transformed inputs should fit a core's second-level cache beside the lines and a block of the filter. */
    private static final int INPUT_BYTES = 128 * 1024;

    private static final int MAX_BAND_ROWS = 8;

    /** Keeps the points of one tile from falling on the same cache set. */
    private static final int SKEW = 16;

    private final TileLoops loops;
    private final WinogradLoops transforms;
    private final int lanes;
    private final int tilePixels;
    private final int tileChannels;
    private final int channels;
    private final Shape output;
    private final PackedFilter filter;
    private final TileSink sink;
    private final int blocks;
    private final int tilesAcross;
    private final int stripTiles;
    private final InputLines lines;

    /** Floats between points of the transformed input, of the products. */
    private final int inputPitch;
    private final int productPitch;

    WinogradConvolution(Arithmetic arithmetic, List<MapView> inputs, Shape output, PackedFilter filter, int columns,
            TileSink sink) {
        this.loops = arithmetic.tiles();
        this.transforms = arithmetic.winograd();
        this.lanes = arithmetic.lanes();
        this.tilePixels = arithmetic.pixels();
        this.tileChannels = arithmetic.channels();
        this.channels = filter.depth();
        this.output = output;
        this.filter = filter;
        this.sink = sink;
        this.blocks = columns / tileChannels / sink.tilesTogether();
        this.tilesAcross = (output.width() + OUT - 1) / OUT;
        this.stripTiles = stripTiles();
        this.lines = new InputLines(inputs, LINES, stripTiles * OUT + 2);
        this.inputPitch = stripTiles * channels + SKEW;
        this.productPitch = stripTiles * tileChannels + SKEW;
    }

    /** Where it wins: enough products to pay for the transforms, and channels in whole vectors. */
    static boolean suits(Arithmetic arithmetic, Window window, int kernel, int inputChannels, Shape output) {
        return window.stride() == 1 && kernel == 3 && inputChannels % arithmetic.lanes() == 0 && inputChannels >= 16
                && output.channels() >= 16 && output.height() >= OUT && output.width() >= OUT;
    }

    /** The filter's points as the tile reads them: {@code [tile][point][in][tileChannels]}. */
    static PackedFilter pack(Filter filter, Window window, int channels, int[] columns, int tileChannels) {
        FilterLayout layout = FilterLayout.of(filter, window);
        float[] packed = new float[Math.multiplyExact(columns.length, POINTS * channels)];
        double[][] g = new double[3][3];
        for (int lane = 0; lane < columns.length; lane++) {
            if (columns[lane] == PackedFilter.NO_COLUMN) {
                continue;
            }
            for (int ci = 0; ci < channels; ci++) {
                for (int tap = 0; tap < 9; tap++) {
                    int stored = window.transposed() ? 8 - tap : tap;
                    g[tap / 3][tap % 3] = filter.values()[layout.index(stored / 3, stored % 3, ci, columns[lane])];
                }
                double[] points = WinogradTransform.filter(g);
                for (int point = 0; point < POINTS; point++) {
                    int row = (lane / tileChannels * POINTS + point) * channels + ci;
                    packed[row * tileChannels + lane % tileChannels] = (float) points[point];
                }
            }
        }
        return new PackedFilter(packed, POINTS, channels, tileChannels);
    }

    private int stripTiles() {
        int largest = Math.max(tilePixels, INPUT_BYTES / (POINTS * Float.BYTES * channels) / tilePixels * tilePixels);
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
        return OUT * rowFloats() + sink.extraTiles() * tilePixels * tileChannels;
    }

    /** One output row of a tile, as the sink wants it. */
    private int rowFloats() {
        return sink.tilesTogether() * tilePixels * tileChannels;
    }

    @Override
    public int pointFloats() {
        return POINTS * (inputPitch + sink.tilesTogether() * productPitch) + POINTS * lanes;
    }

    @Override
    public void run(Workers workers, Scratch[] scratch) {
        int strips = (tilesAcross + stripTiles - 1) / stripTiles;
        int tileRows = (output.height() + OUT - 1) / OUT;
        int bandRows = workers.bandRows(tileRows, strips, MAX_BAND_ROWS);
        int bands = (tileRows + bandRows - 1) / bandRows;
        workers.run(bands * strips, (index, worker) -> {
            int first = index / strips * bandRows;
            InputLines.forget(scratch[worker]);
            for (int row = first; row < Math.min(first + bandRows, tileRows); row++) {
                tileRow(row * OUT, index % strips * stripTiles, scratch[worker]);
            }
        });
    }

    private void tileRow(int y, int firstTile, Scratch scratch) {
        int tiles = Math.min(stripTiles, tilesAcross - firstTile);
        for (int row = -1; row < IN - 1; row++) {
            lines.gather(y + row, firstTile * OUT - 1, scratch);
        }
        int spare = POINTS * (inputPitch + sink.tilesTogether() * productPitch);
        for (int tile = 0; tile < tiles; tile++) {
            for (int c = 0; c < channels; c += lanes) {
                transformInput(y, tile, c, spare, scratch);
            }
        }
        int groups = (tiles + tilePixels - 1) / tilePixels;
        for (int block = 0; block < blocks; block++) {
            multiply(block, groups, scratch);
            for (int tile = 0; tile < tiles; tile++) {
                store(block, tile, y, (firstTile + tile) * OUT, spare, scratch);
            }
        }
    }

    /** Along each of the six lines into the spare points, then down their columns. */
    private void transformInput(int y, int tile, int c, int spare, Scratch scratch) {
        float[] points = scratch.points;
        int column = tile * OUT * channels + c;
        for (int row = 0; row < IN; row++) {
            transforms.input(scratch.lines, lines.offset(y - 1 + row) + column, 0, channels, points,
                    spare + row * IN * lanes, 0, lanes, 1);
        }
        transforms.input(points, spare, lanes, IN * lanes, points, tile * channels + c, inputPitch, IN * inputPitch,
                IN);
    }

    private void multiply(int block, int groups, Scratch scratch) {
        int together = sink.tilesTogether();
        int products = POINTS * inputPitch;
        Arrays.fill(scratch.points, products, products + together * POINTS * productPitch, 0);
        for (int t = 0; t < together; t++) {
            for (int point = 0; point < POINTS; point++) {
                int f = filter.offset(block * together + t, point);
                for (int group = 0; group < groups; group++) {
                    loops.accumulate(scratch.points, point * inputPitch + group * tilePixels * channels, channels,
                            filter.values(), f, channels, scratch.points,
                            products + (t * POINTS + point) * productPitch + group * tilePixels * tileChannels);
                }
            }
        }
    }

    private void store(int block, int tile, int y, int x, int spare, Scratch scratch) {
        int together = sink.tilesTogether();
        for (int t = 0; t < together; t++) {
            for (int v = 0; v < tileChannels; v += lanes) {
                int from = POINTS * inputPitch + t * POINTS * productPitch + tile * tileChannels + v;
                transforms.output(scratch.points, from, productPitch, IN * productPitch, scratch.points, spare, lanes,
                        IN * lanes, IN);
                transforms.output(scratch.points, spare, IN * lanes, lanes, scratch.sums,
                        t * tilePixels * tileChannels + v, rowFloats(), tileChannels, OUT);
            }
        }
        int rows = Math.min(OUT, output.height() - y);
        int pixels = Math.min(OUT, output.width() - x);
        for (int row = 0; row < rows; row++) {
            sink.store(scratch, row * rowFloats(), block, y + row, x, 1, pixels);
        }
    }
}
