package org.derain4j.kernels.vector;

import static org.derain4j.kernels.vector.ConvTile.CHANNELS;
import static org.derain4j.kernels.vector.ConvTile.PIXELS;
import static org.derain4j.kernels.vector.Lanes.N;
import static org.derain4j.kernels.vector.WinogradTransform.IN;
import static org.derain4j.kernels.vector.WinogradTransform.OUT;
import static org.derain4j.kernels.vector.WinogradTransform.POINTS;

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
 * matrix product over the input channels, done by {@link ConvTile} with tiles in place of pixels. A tile's value does not
 * depend on its neighbours in the row, so results are the same bits for any number of threads. A single operation rounds
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

    WinogradConvolution(List<MapView> inputs, Shape output, PackedFilter filter, int columns, TileSink sink) {
        this.channels = filter.depth();
        this.output = output;
        this.filter = filter;
        this.sink = sink;
        this.blocks = columns / CHANNELS / sink.tilesTogether();
        this.tilesAcross = (output.width() + OUT - 1) / OUT;
        this.stripTiles = stripTiles();
        this.lines = new InputLines(inputs, LINES, stripTiles * OUT + 2);
        this.inputPitch = stripTiles * channels + SKEW;
        this.productPitch = stripTiles * CHANNELS + SKEW;
    }

    /** Where it wins: enough products to pay for the transforms, and channels in whole vectors. */
    static boolean suits(Window window, int kernel, int inputChannels, Shape output) {
        return window.stride() == 1 && kernel == 3 && inputChannels % N == 0 && inputChannels >= 16
                && output.channels() >= 16 && output.height() >= OUT && output.width() >= OUT;
    }

    /** The filter's points as {@link ConvTile} reads them: {@code [tile][point][in][CHANNELS]}. */
    static PackedFilter pack(Filter filter, Window window, int channels, int[] columns) {
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
                    int row = (lane / CHANNELS * POINTS + point) * channels + ci;
                    packed[row * CHANNELS + lane % CHANNELS] = (float) points[point];
                }
            }
        }
        return new PackedFilter(packed, POINTS, channels);
    }

    private int stripTiles() {
        int largest = Math.max(PIXELS, INPUT_BYTES / (POINTS * Float.BYTES * channels) / PIXELS * PIXELS);
        int strips = (tilesAcross + largest - 1) / largest;
        int even = (tilesAcross + strips - 1) / strips;
        return (even + PIXELS - 1) / PIXELS * PIXELS;
    }

    @Override
    public int lineFloats() {
        return lines.floats();
    }

    @Override
    public int sumFloats() {
        return OUT * rowFloats() + sink.extraTiles() * PIXELS * CHANNELS;
    }

    /** One output row of a tile, as the sink wants it. */
    private int rowFloats() {
        return sink.tilesTogether() * PIXELS * CHANNELS;
    }

    @Override
    public int pointFloats() {
        return POINTS * (inputPitch + sink.tilesTogether() * productPitch) + POINTS * N;
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
            for (int c = 0; c < channels; c += N) {
                transformInput(y, tile, c, spare, scratch);
            }
        }
        int groups = (tiles + PIXELS - 1) / PIXELS;
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
            WinogradTransform.input(scratch.lines, lines.offset(y - 1 + row) + column, 0, channels, points,
                    spare + row * IN * N, 0, N, 1);
        }
        WinogradTransform.input(points, spare, N, IN * N, points, tile * channels + c, inputPitch, IN * inputPitch, IN);
    }

    private void multiply(int block, int groups, Scratch scratch) {
        int together = sink.tilesTogether();
        int products = POINTS * inputPitch;
        Arrays.fill(scratch.points, products, products + together * POINTS * productPitch, 0);
        for (int t = 0; t < together; t++) {
            for (int point = 0; point < POINTS; point++) {
                int f = filter.offset(block * together + t, point);
                for (int group = 0; group < groups; group++) {
                    ConvTile.accumulate(scratch.points, point * inputPitch + group * PIXELS * channels, channels,
                            filter.values(), f, channels, scratch.points,
                            products + (t * POINTS + point) * productPitch + group * PIXELS * CHANNELS);
                }
            }
        }
    }

    private void store(int block, int tile, int y, int x, int spare, Scratch scratch) {
        int together = sink.tilesTogether();
        for (int t = 0; t < together; t++) {
            for (int v = 0; v < CHANNELS; v += N) {
                int from = POINTS * inputPitch + t * POINTS * productPitch + tile * CHANNELS + v;
                WinogradTransform.output(scratch.points, from, productPitch, IN * productPitch, scratch.points, spare,
                        N,
                        IN * N, IN);
                WinogradTransform.output(scratch.points, spare, IN * N, N, scratch.sums, t * PIXELS * CHANNELS + v,
                        rowFloats(), CHANNELS, OUT);
            }
        }
        int rows = Math.min(OUT, output.height() - y);
        int pixels = Math.min(OUT, output.width() - x);
        for (int row = 0; row < rows; row++) {
            sink.store(scratch, row * rowFloats(), block, y + row, x, 1, pixels);
        }
    }
}
