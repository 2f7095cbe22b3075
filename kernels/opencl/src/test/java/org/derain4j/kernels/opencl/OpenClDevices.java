package org.derain4j.kernels.opencl;

import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Device;
import org.junit.jupiter.api.Assumptions;

/** The device that tests run on: the first one. Where OpenCL has none they are left out, counted and printed. */
final class OpenClDevices {

    private OpenClDevices() {}

    /** Goes on if there is a device. */
    static void require(Class<?> test, long cases) {
        String problem = Backends.devices().problem();
        if (problem != null) {
            System.out.println(test.getSimpleName() + ": " + cases + " cases skipped on opencl: " + problem);
        }
        Assumptions.assumeTrue(problem == null, problem);
    }

    /** A backend with the family's tiles, opened without the self-test, whose network takes longer to compile than most tests. */
    static OpenClBackend open(Numerics numerics) {
        return open(Tiles.ofFamily(Discovery.devices().getFirst(), numerics), numerics);
    }

    /** The same with one tile for everything, given as in a file of tiles. */
    static OpenClBackend open(Numerics numerics, String tile) {
        Tile parsed = Tiles.parse("default = " + tile, numerics).get("default");
        return open(Tiles.fixed(Discovery.devices().getFirst(), parsed), numerics);
    }

    private static OpenClBackend open(Tiles tiles, Numerics numerics) {
        DeviceHandle device = Discovery.devices().getFirst();
        return new OpenClBackend(session(device), numerics, tiles, MemoryLimit.of(device.device()));
    }

    /**
     * A session for tiles of GPUs and emulated tensor cores. On a CPU they run in tests alone: optimised by PoCL they give the same
     * bits, and take three to four times as long to compile.
     */
    static Session session(DeviceHandle device) {
        boolean onCpu = Discovery.devices().getFirst().device().kind() == Device.Kind.CPU;
        return new Session(device, new CacheFolder(null), DeviceHealth.AS_THEY_ARE, onCpu ? " -cl-opt-disable" : "");
    }
}
