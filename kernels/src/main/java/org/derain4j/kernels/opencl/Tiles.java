package org.derain4j.kernels.opencl;

/** Which tile a convolution takes on a device. */
final class Tiles {

    /** For a processor: an item is a group, its sums fill the registers of 512-bit vectors, local memory is first-level cache. */
    private static final Tile PROCESSOR = new Tile(12, 2, 16, 2, 1, 1, 1, true, Tile.ALL, 1, 0, false);

    /** For a graphics processor. */
    private static final Tile GRAPHICS = new Tile(8, 1, 4, 2, 8, 4, 4, false, 8, 1, 1, true);

    private final DeviceHandle device;

    Tiles(DeviceHandle device) {
        this.device = device;
    }

    Tile of(Geometry g) {
        Tile wide = switch (device.device().kind()) {
            case CPU -> PROCESSOR;
            case GPU, ACCELERATOR -> GRAPHICS;
        };
        return wide.suited(g, device);
    }
}
