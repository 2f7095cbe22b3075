package org.derain4j.kernels.opencl;

import java.util.function.Consumer;
import org.derain4j.kernels.Backend;
import org.derain4j.kernels.Device;
import org.derain4j.kernels.DeviceException;

/** Opens a device that is known to be there. */
final class Opening {

    /** A graphics processor met for the first time is measured for about so long. */
    private static final double FIRST_TUNING_SECONDS = 20;

    private Opening() {}

    /** The tiles of a processor hold for any; those of a graphics processor are only a beginning. */
    private static boolean isToBeTuned(DeviceHandle device, CacheFolder cache) {
        return device.device().kind() != Device.Kind.CPU && System.getProperty(Tiles.PROPERTY) == null
                && !cache.isOff() && Tiles.measured(device, cache).isEmpty();
    }

    /** Measures at leisure, whatever was measured before. */
    static void tune(int number, double seconds, Consumer<String> log) {
        new Tuner(usable(number), CacheFolder.ofUser(), seconds, log).run();
    }

    private static DeviceHandle usable(int number) {
        DeviceHandle device = Discovery.devices().get(number);
        if (device.device().refusal() != null) {
            throw new DeviceException("opencl:" + number + " cannot be used: " + device.device().refusal());
        }
        return device;
    }

    static Backend open(int number, Precision precision) {
        DeviceHandle device = usable(number);
        CacheFolder cache = CacheFolder.ofUser();
        if (isToBeTuned(device, cache)) {
            new Tuner(device, cache, FIRST_TUNING_SECONDS, _ -> {
            }).run();
        }
        Tiles tiles = Tiles.of(device, cache);
        MemoryLimit limit = MemoryLimit.of(device.device());
        Session session = new Session(device, cache);
        OpenClBackend backend = new OpenClBackend(session, precision, tiles, limit);
        try {
            SelfTest.require(backend, session, precision);
        } catch (RuntimeException e) {
            backend.close();
            throw e;
        }
        return backend;
    }
}
