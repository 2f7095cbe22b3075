package org.derain4j.kernels.opencl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.derain4j.kernels.Shape;
import org.jocl.cl_mem;

/** How {@code convolution.cl} is compiled and started for a step. */
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
     */
    record Buffers(cl_mem a, cl_mem b, cl_mem filter, cl_mem bias, cl_mem slope, cl_mem addend, cl_mem out, cl_mem cell,
            cl_mem newCell) {

        private List<Object> present() {
            List<Object> arguments = new ArrayList<>();
            for (cl_mem buffer : new cl_mem[]{a, b, filter, bias, slope, addend, out, cell, newCell}) {
                if (buffer != null) {
                    arguments.add(buffer);
                }
            }
            return arguments;
        }
    }

    static KernelSource source(Geometry g, Tile tile, Map<String, Integer> precision) {
        KernelSource source = KernelSource.of(KernelSource.CONVOLUTION, g.macros());
        source.macros().putAll(tile.macros(g));
        source.macros().putAll(precision);
        return source;
    }

    static Launch of(Session session, KernelSource source, Geometry g, Tile tile, Buffers buffers, Shape in, Shape out,
            Handles owner) {
        int outStep = g.transposedStride2() ? 2 : 1;
        long groupsX = ceilDiv(ceilDiv(out.width(), outStep), tile.positionsX());
        long groupsY = ceilDiv(ceilDiv(out.height(), outStep), tile.positionsY());
        long groupsC = tile.allBlocks() ? 1 : tile.blocks(g);
        List<Object> arguments = buffers.present();
        arguments.addAll(List.of(in.height(), in.width(), out.height(), out.width()));
        return Launch.of(g.kind(), session.kernel(source, "convolution", owner),
                new long[]{groupsC * tile.localC(), groupsX * tile.localX(), groupsY * tile.localY()},
                new long[]{tile.localC(), tile.localX(), tile.localY()}, arguments);
    }

    private static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }
}
