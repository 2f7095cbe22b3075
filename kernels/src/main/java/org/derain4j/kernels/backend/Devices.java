package org.derain4j.kernels.backend;

import java.util.List;

/**
 * What OpenCL offers in this JVM.
 *
 * @param found   the devices of all platforms, GPUs first
 * @param problem why there are none, one sentence with the remedy; null where there are some
 */
public record Devices(List<Device> found, String problem) {

    /** Copies the list. */
    public Devices {
        found = List.copyOf(found);
    }
}
