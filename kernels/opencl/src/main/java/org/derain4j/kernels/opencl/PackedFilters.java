package org.derain4j.kernels.opencl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.derain4j.kernels.program.Axis;
import org.derain4j.kernels.program.FilterLayout;
import org.derain4j.kernels.program.Gate;
import org.derain4j.kernels.program.Parameters.Parameter;

/**
 * Parameters, biases and slopes as {@code convolution.cl} reads them: {@code [block][tap][inputs][lanes]}, for tensor cores
 * {@code [block][tap][inputs / 16][lanes / 8][item][4 inputs]}, and {@code [block][lanes]}; zeros for what there is not, so that
 * the kernel has no tail. The lanes of an LSTM's block are some features of one gate, then of the next.
 */
final class PackedFilters {

    private static final int NO_COLUMN = -1;

    private final Geometry geometry;
    private final Tile tile;
    private final int[] columns;

    PackedFilters(Geometry geometry, Tile tile) {
        this.geometry = geometry;
        this.tile = tile;
        this.columns = new int[tile.lanes(geometry)];
        for (int lane = 0; lane < columns.length; lane++) {
            columns[lane] = geometry.gates() == 0 ? (lane < geometry.out() ? lane : NO_COLUMN) : gateColumn(lane);
        }
    }

    private int gateColumn(int lane) {
        int beside = tile.beside();
        int feature = lane / (geometry.gates() * beside) * beside + lane % beside;
        return feature < geometry.out() ? gate(lane).channel(feature, geometry.out()) : NO_COLUMN;
    }

    private Gate gate(int lane) {
        return geometry.gateOrder().get(lane / tile.beside() % geometry.gates());
    }

    /** Values of {@link #filter}. */
    static long floats(Geometry g, Tile tile) {
        return (long) tile.lanes(g) * g.kernel() * g.kernel() * tile.chunks(g) * tile.chunk();
    }

    /** The filter, rounded as it is multiplied; where it has more input channels than there are, the rest stays unread. */
    float[] filter(Parameter filter) {
        FilterLayout layout = FilterLayout.of(filter, geometry.window());
        int padded = tile.chunks(geometry) * tile.chunk();
        int[] order = tile.numerics().tensor() ? fragments(padded) : rows(padded);
        float[] packed = new float[Math.toIntExact(floats(geometry, tile))];
        int to = 0;
        for (int block = 0; block < columns.length; block += tile.block()) {
            for (int[] tap : taps()) {
                for (int at : order) {
                    int in = at / tile.block();
                    int column = columns[block + at % tile.block()];
                    if (in < geometry.in() && column != NO_COLUMN) {
                        packed[to] = tile.operands()
                                .rounded(filter.values()[layout.index(tap[0], tap[1], in, column)]);
                    }
                    to++;
                }
            }
        }
        return packed;
    }

    /** Input after input, all lanes of each. */
    private int[] rows(int inputs) {
        int[] order = new int[inputs * tile.block()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        return order;
    }

    /** Of every 16 inputs and 8 lanes, four inputs of a lane for each item of a warp. */
    private int[] fragments(int inputs) {
        int[] order = new int[inputs * tile.block()];
        int to = 0;
        for (int in = 0; in < inputs; in += Tile.DEEP) {
            for (int lane = 0; lane < tile.block(); lane += Tile.PRODUCT_CHANNELS) {
                for (int item = 0; item < Tile.WARP; item++) {
                    for (int i = 0; i < Tile.EACH; i++) {
                        order[to++] = (in + item % Tile.EACH * Tile.EACH + i) * tile.block() + lane
                                + item / Tile.EACH;
                    }
                }
            }
        }
        return order;
    }

    /** Rows and columns of the taps in the kernel's order: phase by phase, in each in the order of the inputs that they meet. */
    private List<int[]> taps() {
        List<int[]> order = new ArrayList<>();
        for (Axis down : geometry.rows()) {
            for (Axis across : geometry.columns()) {
                for (int ky : down.taps()) {
                    for (int kx : across.taps()) {
                        order.add(new int[]{ky, kx});
                    }
                }
            }
        }
        return order;
    }

    /** A bias; of an LSTM as its gates raise it. */
    float[] bias(Parameter bias) {
        float[] packed = perLane(bias, 0);
        if (geometry.gates() != 0) {
            for (int lane = 0; lane < packed.length; lane++) {
                packed[lane] += gate(lane).raise();
            }
        }
        return packed;
    }

    /** PReLU's slopes. */
    float[] slope(Parameter slope) {
        return perLane(slope, 1);
    }

    private float[] perLane(Parameter filter, float missing) {
        float[] packed = new float[columns.length];
        Arrays.fill(packed, missing);
        for (int lane = 0; lane < columns.length; lane++) {
            if (columns[lane] != NO_COLUMN) {
                packed[lane] = filter.values()[columns[lane]];
            }
        }
        return packed;
    }
}
