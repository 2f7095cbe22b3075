package org.derain4j.kernels.opencl;

import org.derain4j.kernels.Backend;
import org.derain4j.kernels.DeviceException;

/** Opens a device that is known to be there. */
final class Opening {

    private Opening() {}

    static Backend open(int number, Precision precision) {
        DeviceHandle device = Discovery.devices().get(number);
        if (device.device().refusal() != null) {
            throw new DeviceException(
                    "opencl:" + number + " cannot be used: " + device.device().refusal());
        }
        Session session = new Session(device, CacheFolder.ofUser());
        return new OpenClBackend(session, precision, new Tiles(device));
    }
}
