package org.derain4j.kernels.backend;

import java.util.function.Consumer;

/**
 * Backends on devices, in an artefact of their own: found by {@link java.util.ServiceLoader}, so that nothing native comes
 * with the kernels. No native code is loaded before one of these methods is called. Thread-safe.
 */
public interface DeviceBackends {

    /**
     * All devices, or why there are none.
     *
     * @return devices in the order of their numbers
     */
    Devices devices();

    /**
     * Opens a device.
     *
     * @param number    of the device
     * @param precision of maps and products; it is what is asked for, or the device is refused
     * @return a backend that has passed its self-test on the device
     * @throws DeviceException if there is no such device or it cannot be used; one sentence with the remedy
     */
    Backend open(int number, Precision precision);

    /**
     * Measures which shapes of kernels are fastest on a device and keeps the result in the user's cache folder.
     *
     * @param tuning of which device, and what
     * @param log    hears a line for everything that is tried, and what is kept
     * @throws DeviceException if there is no such device or it cannot be used; one sentence with the remedy
     */
    void tune(Tuning tuning, Consumer<String> log);
}
