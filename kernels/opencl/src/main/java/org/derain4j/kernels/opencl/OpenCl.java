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

    private static final String BINDINGS = "org.jocl.CL";

    /** For the service loader. */
    public OpenCl() {}

    @Override
    public Devices devices() {
        String problem = problemOfBindings();
        if (problem != null) {
            return new Devices(List.of(), problem);
        }
        List<Device> found = Discovery.devices().stream().map(DeviceHandle::device).toList();
        if (!found.isEmpty()) {
            return new Devices(found, null);
        }
        return new Devices(found, Discovery.platforms() == 0
                ? "the OpenCL loader finds no platform; install the driver of your graphics processor, or PoCL "
                        + "(Debian and Ubuntu: apt-get install pocl-opencl-icd) to use this processor"
                : "no platform of OpenCL has a device; see that the driver runs and that you may use it");
    }

    /** In the order in which things can be missing. */
    private static String problemOfBindings() {
        try {
            Class.forName(BINDINGS);
            return null;
        } catch (ClassNotFoundException e) {
            return "the bindings are not on the class path; add org.jocl:jocl:2.0.6";
        } catch (LinkageError e) {
            String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
            return isLoaderMissing(e)
                    ? "there is no OpenCL loader; install it (Debian and Ubuntu: apt-get install ocl-icd-libopencl1, "
                            + "elsewhere the driver of your graphics processor brings it)"
                    : "the bindings have no native library for " + system
                            + ", or it cannot be loaded; use a CPU backend";
        }
    }

    /** JOCL's words, where its own library was found and that of OpenCL was not. */
    private static boolean isLoaderMissing(Throwable thrown) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (String.valueOf(e.getMessage()).contains("Implementation library could not be loaded")) {
                return true;
            }
        }
        return false;
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
