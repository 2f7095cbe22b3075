package org.derain4j.kernels.backend;

import java.util.List;
import java.util.Objects;

/**
 * What OpenCL offers in this JVM.
 *
 * @param found   the devices of all platforms, GPUs first
 * @param problem why there are none, one sentence with the remedy; null where there are some
 */
public record Devices(List<Device> found, String problem) {

    /** Copies the list. */
    public Devices {
        Objects.requireNonNull(found, "found");
        found = List.copyOf(found);
    }
}
