package org.derain4j.engine;

import java.util.Objects;
import org.derain4j.engine.graph.Architecture;
import org.derain4j.engine.graph.Graph;
import org.derain4j.engine.graph.Mspfn;
import org.derain4j.engine.graph.Shapes;

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
        Objects.requireNonNull(architecture, "architecture");
        Graph graph = Mspfn.graph(architecture);
        Shapes shapes = Shapes.of(graph, SIDE, SIDE);
        double pixels = SIDE * SIDE;
        return new Cost(graph.writtenMacs(shapes::get) / pixels, graph.liveMacs(shapes::get) / pixels);
    }
}
