package org.derain4j.kernels.opencl;

import java.util.List;
import java.util.function.Consumer;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Device;
import org.derain4j.kernels.backend.DeviceBackends;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.Devices;
import org.derain4j.kernels.backend.Precision;
import org.derain4j.kernels.backend.Tuning;

/** The way in, named in this module's descriptor and in {@code META-INF/services}. */
public final class OpenCl implements DeviceBackends {

    /** For the service loader. */
    public OpenCl() {}

    @Override
    public Devices devices() {
        String problem = Bindings.problem();
        if (problem != null) {
            return new Devices(List.of(), problem);
        }
        List<Device> found = Discovery.devices().stream().map(DeviceHandle::device).toList();
        if (!found.isEmpty()) {
            return new Devices(found, null);
        }
        return new Devices(found, Discovery.platforms() == 0
                ? "the OpenCL loader finds no platform; install the driver of your GPU, or PoCL "
                        + "(Debian and Ubuntu: apt-get install pocl-opencl-icd) to use this CPU"
                : "no platform of OpenCL has a device; see that the driver runs and that you may use it");
    }

    @Override
    public Backend open(int number, Precision precision) {
        requireDevice(number);
        return Opening.open(number, precision);
    }

    @Override
    public void tune(Tuning tuning, Consumer<String> log) {
        requireDevice(tuning.device());
        Opening.tune(tuning, log);
    }

    private void requireDevice(int number) {
        Devices devices = devices();
        if (devices.problem() != null) {
            throw new DeviceException("the opencl backend cannot run: " + devices.problem());
        }
        if (number >= devices.found().size()) {
            throw new DeviceException("there is no device opencl:" + number + "; `derain devices` lists the "
                    + devices.found().size() + " that there are");
        }
    }
}
