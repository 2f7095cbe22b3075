package org.derain4j.engine;

import java.util.Arrays;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.StepListener;

/**
 * A picture that the network sees in tiles of one size, which overlap and are blended where they do. A tile is cut out of the
 * picture as the network would see the whole: extended at its lower right, and nowhere else. As floats there are one tile and, of the
 * rows that a row of tiles covers, the pixels and the sums. Tiles are computed one after the other, and added in that order.
 */
final class Tiles {

    /** Of a side: below it hardly anything of a tile is free of the others. */
    static final int LEAST = 64;

    /** Every picture is seen whole. */
    static final int NONE = Integer.MAX_VALUE / 4 * 4;

    private static final int MULTIPLE = 4;

    /** What is done with each tile. */
    @FunctionalInterface
    interface Network {

        /** From pixels to the network's result; where a device fails, rows may be read and written again from the first on. */
        void run(PixelSource from, Padding size, PixelSink to, StepListener listener);
    }

    private final Padding padding;
    private final TiledSide rows;
    private final TiledSide columns;

    /** Of a picture, with that side at most. */
    Tiles(Padding padding, int side) {
        this.padding = padding;
        rows = TiledSide.of(padding.paddedHeight(), side);
        columns = TiledSide.of(padding.paddedWidth(), side);
    }

    /**
     * Refuses what is no side of a tile.
     *
     * @return the side
     * @throws IllegalArgumentException naming it and the remedy
     */
    static int requireSide(int side) {
        if (side < LEAST || side % MULTIPLE != 0) {
            throw new IllegalArgumentException(
                    "tiles of " + side + " pixels; give their side as a multiple of 4, at least " + LEAST);
        }
        return side;
    }

    /** Whether the picture is no larger than a tile, and so computed exactly. */
    boolean isWhole() {
        return count() == 1;
    }

    /** How often the network runs. */
    int count() {
        return rows.count() * columns.count();
    }

    /** Rows of what the network sees at a time. */
    int height() {
        return rows.tile();
    }

    /** Columns of what the network sees at a time. */
    int width() {
        return columns.tile();
    }

    /** What is taken beside the network's own memory. */
    long bytes() {
        int strip = padding.paddedWidth();
        return isWhole()
                ? 0
                : (PixelArray.floats(height(), width()) + 2 * PixelArray.floats(height(), strip)) * Float.BYTES;
    }

    /** From a picture's pixels to the blended results; without tiles, to the network's own. */
    void run(PixelSource from, PixelSink to, Network network, StepListener listener, Cancellation cancellation) {
        if (isWhole()) {
            network.run(from, padding, to, listener);
        } else {
            new Strips(from, to, network, listener, cancellation).run();
        }
    }

    /** The rows that a row of tiles covers, of the picture and of the result, one array each. */
    private final class Strips {

        private final PixelSource from;
        private final PixelSink to;
        private final Network network;
        private final StepListener listener;
        private final Cancellation cancellation;
        private final float[][] pixels = new float[rows.tile()][];
        private final float[][] sums = new float[rows.tile()][];
        private final PixelArray result = PixelArray.of(rows.tile(), columns.tile());

        Strips(PixelSource from, PixelSink to, Network network, StepListener listener, Cancellation cancellation) {
            this.from = from;
            this.to = to;
            this.network = network;
            this.listener = listener;
            this.cancellation = cancellation;
        }

        void run() {
            int above = 0;
            for (int row = 0; row < rows.count(); row++) {
                int top = rows.origin(row);
                int kept = row == 0 ? 0 : rows.tile() - (top - above);
                read(top, kept);
                for (int column = 0; column < columns.count(); column++) {
                    add(row, column);
                }
                write(top, row + 1 < rows.count() ? rows.origin(row + 1) : padding.height());
                above = top;
            }
        }

        /** Moves on to the tiles at the top: rows that the last ones shared with them are there. */
        private void read(int top, int kept) {
            int gone = rows.tile() - kept;
            moveUp(pixels, gone);
            moveUp(sums, gone);
            for (int i = kept; i < rows.tile(); i++) {
                cancellation.check();
                makeRow(i);
                from.read(Padding.reflect(top + i, padding.height()), pixels[i], 0);
                padding.extend(pixels[i], 0);
                Arrays.fill(sums[i], 0);
            }
        }

        /** One by one: all of them together may take longer than who is to be asked first can wait. */
        private void makeRow(int i) {
            if (pixels[i] == null) {
                pixels[i] = new float[padding.paddedWidth() * Padding.CHANNELS];
                sums[i] = new float[padding.paddedWidth() * Padding.CHANNELS];
            }
        }

        /** The arrays of the rows above are used again below. */
        private static void moveUp(float[][] strip, int count) {
            float[][] first = Arrays.copyOf(strip, count);
            System.arraycopy(strip, count, strip, 0, strip.length - count);
            System.arraycopy(first, 0, strip, strip.length - count, count);
        }

        private void add(int row, int column) {
            int left = columns.origin(column) * Padding.CHANNELS;
            int length = columns.tile() * Padding.CHANNELS;
            int before = row * columns.count() + column;
            int tiles = count();
            network.run((y, bgr, at) -> System.arraycopy(pixels[y], left, bgr, at, length),
                    Padding.of(rows.tile(), columns.tile()), result,
                    (done, total) -> listener.finished(before * total + done, tiles * total));
            float[] down = rows.weights(row);
            float[] across = columns.weights(column);
            for (int y = 0; y < down.length; y++) {
                blend(y * length, down[y], across, sums[y], left);
            }
        }

        /** Adds a row of the tile's result with its weights. */
        private void blend(int begin, float down, float[] across, float[] sum, int left) {
            float[] values = result.values();
            for (int i = 0; i < across.length * Padding.CHANNELS; i++) {
                sum[left + i] += down * across[i / Padding.CHANNELS] * values[begin + i];
            }
        }

        /** Rows that no later tile adds to. */
        private void write(int top, int end) {
            for (int y = top; y < end; y++) {
                cancellation.check();
                to.write(y, sums[y - top], 0);
            }
        }
    }
}
