package org.derain4j.kernels.opencl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.derain4j.kernels.Shape;
import org.jocl.cl_mem;

/** How a convolution is compiled and started for a step. */
final class ConvolutionLaunch {

    private ConvolutionLaunch() {}

    /**
     * Buffers of a step, null for those that the geometry has not.
     *
     * @param a       first input
     * @param b       second input
     * @param filter  packed
     * @param bias    packed
     * @param slope   packed
     * @param addend  map that is added
     * @param out     result
     * @param cell    state of an LSTM
     * @param newCell next state
     * @param sums    of the result, for means
     */
    record Buffers(cl_mem a, cl_mem b, cl_mem filter, cl_mem bias, cl_mem slope, cl_mem addend, cl_mem out, cl_mem cell,
            cl_mem newCell, cl_mem sums) {

        private List<Object> present() {
            List<Object> arguments = new ArrayList<>();
            for (cl_mem buffer : new cl_mem[]{a, b, filter, bias, slope, addend, out, cell, newCell, sums}) {
                if (buffer != null) {
                    arguments.add(buffer);
                }
            }
            return arguments;
        }
    }

    static KernelSource source(Geometry g, Tile tile, Map<String, Integer> precision) {
        KernelSource source = KernelSource.of(tile.kernel(), g.macros());
        source.macros().putAll(tile.macros(g));
        source.macros().putAll(precision);
        return source;
    }

    /** Groups of a launch beside each other in channels, columns and rows. */
    static long[] groups(Geometry g, Tile tile, Shape out) {
        int outStep = g.transposedStride2() ? 2 : 1;
        return new long[]{tile.allBlocks() ? 1 : tile.blocks(g),
            Math.ceilDiv(Math.ceilDiv(out.width(), outStep), tile.positionsX()),
            Math.ceilDiv(Math.ceilDiv(out.height(), outStep), tile.positionsY())};
    }

    static Launch of(Session session, KernelSource source, Geometry g, Tile tile, Buffers buffers, Shape in, Shape out,
            Handles owner) {
        long[] groups = groups(g, tile, out);
        List<Object> arguments = buffers.present();
        arguments.addAll(List.of(in.height(), in.width(), out.height(), out.width()));
        int[] group = tile.group();
        return Launch.of(g.kind(), session.kernel(source, "convolution", owner),
                new long[]{groups[0] * group[0], groups[1] * group[1], groups[2] * group[2]},
                new long[]{group[0], group[1], group[2]}, arguments);
    }
}
