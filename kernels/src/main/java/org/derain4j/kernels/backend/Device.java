package org.derain4j.kernels.backend;

import java.util.Objects;

/**
 * A device that OpenCL offers.
 *
 * @param number       as {@code opencl:N} takes it, from 0
 * @param kind         what it is
 * @param name         its own
 * @param vendor       who made it
 * @param platform     whose implementation of OpenCL runs it
 * @param driver       the driver's version
 * @param version      of OpenCL
 * @param computeUnits that work at the same time
 * @param memoryBytes  its global memory
 * @param mapBytes     the largest map that it can hold
 * @param refusal      why it cannot be used, one sentence; null where it can
 */
public record Device(int number, Kind kind, String name, String vendor, String platform, String driver, String version,
        int computeUnits, long memoryBytes, long mapBytes, String refusal) {

    /** Refuses null. */
    public Device {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(vendor, "vendor");
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(driver, "driver");
        Objects.requireNonNull(version, "version");
    }

    /** Kinds of devices. */
    public enum Kind {
        /** A GPU. */
        GPU,
        /** Another kind of accelerator. */
        ACCELERATOR,
        /** This machine's CPU, by an implementation such as PoCL. */
        CPU
    }
}
