/** Operations of a convolutional network, and the backends that run them: plain loops, the Vector API and OpenCL. */
@SuppressWarnings("requires-automatic") // JOCL has no descriptor
module org.derain4j.kernels {
    requires static jdk.incubator.vector;
    requires static jocl;
    requires java.management;
    requires jdk.management;

    exports org.derain4j.kernels;
}
