package org.derain4j.kernels.opencl;

import java.util.List;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.OpContract;
import org.derain4j.kernels.backend.Backend;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The contract of every operation on a device of OpenCL, where there is one; PoCL on this machine's CPU will do. */
@Tag("slow")
class OpenClContractTest extends OpContract {

    @BeforeAll
    static void requireDevice() {
        OpenClDevices.require(OpenClContractTest.class, operations().size());
    }

    @Override
    protected List<String> names() {
        return List.of(Backends.OPENCL);
    }

    /** A device has no threads and is exact: it is compiled for once. */
    @Override
    protected Opened open(String name) {
        Backend device = Backends.open(name, 1, false);
        return new Opened(device, device, device);
    }
}
