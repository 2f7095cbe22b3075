package org.derain4j.kernels.opencl;

import java.util.function.Consumer;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Device;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.Precision;
import org.derain4j.kernels.backend.Tuning;

/** Opens a device that is known to be there. */
final class Opening {

    /** On a GPU met for the first time each kind of step is measured for about so long. */
    private static final double FIRST_TUNING_SECONDS = 5;

    private Opening() {}

    /** The tiles for CPUs serve any of them; those for GPUs are only a beginning. */
    private static boolean isToBeTuned(DeviceHandle device, CacheFolder cache, Numerics numerics) {
        return device.device().kind() != Device.Kind.CPU && System.getProperty(Tiles.PROPERTY) == null
                && !cache.isOff() && Tiles.measured(device, cache, numerics).isEmpty();
    }

    /** Measures at leisure, from what was measured before: each precision that has tiles of its own. */
    static void tune(Tuning tuning, Consumer<String> log) {
        DeviceHandle device = usable(tuning.device());
        CacheFolder cache = CacheFolder.ofUser();
        for (Precision precision : Precision.values()) {
            if (tuning.precisions().contains(precision.word())) {
                TensorCores.offered(device, precision).ifPresent(
                        numerics -> new Tuner(device, cache, numerics, tuning.seconds(), log).run(tuning.kinds()));
            }
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
            }).run(Tuning.KINDS);
        }
        Tiles tiles = Tiles.of(device, cache, numerics);
        MemoryLimit limit = MemoryLimit.of(device.device());
        Session session = new Session(device, cache);
        OpenClBackend backend = new OpenClBackend(session, numerics, tiles, limit);
        try {
            SelfTest.require(backend, session, numerics);
        } catch (RuntimeException e) {
            backend.close();
            throw e;
        }
        return backend;
    }
}
