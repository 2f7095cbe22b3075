package org.derain4j.kernels.opencl;

import java.util.ArrayList;
import java.util.List;
import org.derain4j.kernels.backend.Precision;
import org.derain4j.kernels.program.Shape;
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

    private static KernelSource source(Layer layer, Precision precision) {
        KernelSource source = KernelSource.of(layer.tile().kernel(), layer.geometry().macros());
        source.macros().putAll(layer.tile().macros(layer.geometry()));
        source.macros().putAll(KernelSource.macros(precision));
        return source;
    }

    /** Work-groups of a launch beside each other in channels, columns and rows. */
    static long[] groups(Geometry g, Tile tile, Shape out) {
        return new long[]{tile.allBlocks() ? 1 : tile.blocks(g),
            Math.ceilDiv(Math.ceilDiv(out.width(), g.outStep()), tile.positionsX()),
            Math.ceilDiv(Math.ceilDiv(out.height(), g.outStep()), tile.positionsY())};
    }

    /** The launch of a layer. */
    static Launch of(Session session, Layer layer, Precision precision, Buffers buffers, Shape in, Handles owner) {
        Shape out = layer.out();
        long[] groups = groups(layer.geometry(), layer.tile(), out);
        List<Object> arguments = buffers.present();
        arguments.addAll(List.of(in.height(), in.width(), out.height(), out.width()));
        int[] group = layer.tile().group();
        return Launch.of(layer.geometry().kind(), session.kernel(source(layer, precision), "convolution", owner),
                new long[]{groups[0] * group[0], groups[1] * group[1], groups[2] * group[2]},
                new long[]{group[0], group[1], group[2]}, arguments);
    }
}
