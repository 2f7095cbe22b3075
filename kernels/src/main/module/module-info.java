/** Operations of a convolutional network, and the backends that run them: plain loops and the Vector API; devices by a service. */
module org.derain4j.kernels {
    requires static jdk.incubator.vector;
    requires static java.management;
    requires static jdk.management;
    requires jdk.unsupported; // files past the page cache

    exports org.derain4j.kernels;
    exports org.derain4j.kernels.backend;
    exports org.derain4j.kernels.program;

    uses org.derain4j.kernels.backend.DeviceBackends;
}
