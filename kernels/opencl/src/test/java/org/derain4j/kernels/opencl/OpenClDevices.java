package org.derain4j.kernels.opencl;

import org.derain4j.kernels.Backends;
import org.junit.jupiter.api.Assumptions;

/** Leaves tests out where OpenCL has no device: counted and printed. */
public final class OpenClDevices {

    private OpenClDevices() {}

    /** Goes on if there is a device. */
    public static void require(Class<?> test, long cases) {
        String problem = Backends.devices().problem();
        if (problem != null) {
            System.out.println(test.getSimpleName() + ": " + cases + " cases skipped on opencl: " + problem);
        }
        Assumptions.assumeTrue(problem == null, problem);
    }
}
