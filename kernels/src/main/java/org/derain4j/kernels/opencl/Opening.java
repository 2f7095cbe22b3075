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
    private static boolean isToBeTuned(DeviceHandle device, CacheFolder cache, Numerics numerics) {
        return device.device().kind() != Device.Kind.CPU && System.getProperty(Tiles.PROPERTY) == null
                && !cache.isOff() && Tiles.measured(device, cache, numerics).isEmpty();
    }

    /** Measures at leisure, whatever was measured before: each precision that has tiles of its own. */
    static void tune(int number, double seconds, Consumer<String> log) {
        DeviceHandle device = usable(number);
        CacheFolder cache = CacheFolder.ofUser();
        new Tuner(device, cache, Numerics.EXACT, seconds, log).run();
        for (Precision precision : TensorCores.offered(device)) {
            Numerics numerics = new Numerics(precision, Numerics.Products.TENSOR_CORES);
            new Tuner(device, cache, numerics, seconds, log).run();
        }
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
        Numerics numerics = TensorCores.choose(device, cache, precision);
        if (isToBeTuned(device, cache, numerics)) {
            new Tuner(device, cache, numerics, FIRST_TUNING_SECONDS, _ -> {
            }).run();
        }
        Tiles tiles = Tiles.of(device, cache, numerics);
        Session session = new Session(device, cache);
        OpenClBackend backend = new OpenClBackend(session, numerics, tiles);
        try {
            SelfTest.require(backend, session, numerics);
        } catch (RuntimeException e) {
            backend.close();
            throw e;
        }
        return backend;
    }
}
