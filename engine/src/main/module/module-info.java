/**
 * MSPFN: the network written once, its plan, its weights by official name, pictures in and out.
 */
module org.derain4j.engine {
    requires transitive java.desktop;
    requires transitive org.derain4j.kernels;
    requires transitive org.derain4j.weights;
    requires org.derain4j.weights.lite;

    exports org.derain4j.engine;
    exports org.derain4j.engine.graph;
    exports org.derain4j.engine.plan;
}
