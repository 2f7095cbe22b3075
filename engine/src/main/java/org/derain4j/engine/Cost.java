package org.derain4j.engine;

import org.derain4j.engine.graph.Architecture;
import org.derain4j.engine.graph.Graph;
import org.derain4j.engine.graph.Mspfn;
import org.derain4j.engine.graph.Op;
import org.derain4j.engine.graph.Shapes;
import org.derain4j.kernels.program.Shape;

/**
 * The network's arithmetic in multiply-adds per pixel of the picture. What does not grow with the picture (the attention's
 * dense layers) and what has no multiply-add (activations, sums) is left out.
 *
 * @param writtenMacsPerPixel as the official graph is written
 * @param liveMacsPerPixel    without the parts of the conv-LSTMs that a zero state makes dead
 */
public record Cost(double writtenMacsPerPixel, double liveMacsPerPixel) {

    /** Large enough a multiple of 8 that no map is rounded up. */
    private static final int SIDE = 64;

    /**
     * Counts.
     *
     * @param architecture the network
     * @return its cost
     */
    public static Cost of(Architecture architecture) {
        Graph graph = Mspfn.graph(architecture);
        Shapes shapes = Shapes.of(graph, SIDE, SIDE);
        double written = 0;
        double live = 0;
        for (int i = 0; i < graph.nodes().size(); i++) {
            Op op = graph.nodes().get(i).op();
            switch (op) {
                case Op.Conv o -> {
                    Shape x = shapes.get(o.x());
                    double pixels = pixels(x) / (o.window().stride() * o.window().stride());
                    written += 9 * pixels * x.channels() * o.channels();
                    live += 9 * pixels * x.channels() * o.channels();
                }
                case Op.TransposedConv o -> {
                    double macs = 9 * pixels(shapes.get(o.x())) * shapes.get(o.x()).channels() * o.channels();
                    written += macs;
                    live += macs;
                }
                case Op.ConvLstm o -> {
                    Shape x = shapes.get(o.x());
                    written += 9 * pixels(x) * (x.channels() + o.features()) * 4 * o.features();
                    live += 9 * pixels(x) * x.channels() * 3 * o.features();
                }
                case Op.Input _,Op.BoxDownscale _,Op.Prelu _,Op.ChannelAttention _,Op.Concat _,Op.Add _,Op.Subtract _ ->
                    {
                    }
            }
        }
        return new Cost(written / (SIDE * SIDE), live / (SIDE * SIDE));
    }

    private static double pixels(Shape shape) {
        return (double) shape.height() * shape.width();
    }
}
