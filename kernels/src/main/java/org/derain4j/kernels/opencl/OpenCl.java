package org.derain4j.kernels.opencl;

import java.util.List;
import java.util.function.Consumer;
import org.derain4j.kernels.Backend;
import org.derain4j.kernels.Device;
import org.derain4j.kernels.DeviceException;
import org.derain4j.kernels.Devices;
import org.derain4j.kernels.Tuning;

/**
 * The way in. Nothing native is loaded before one of these methods is called, and where the bindings (JOCL) are not on the
 * class path they say so instead of failing.
 */
public final class OpenCl {

    private static final String BINDINGS = "org.jocl.CL";

    private OpenCl() {}

    /**
     * All devices, or why there are none.
     *
     * @return devices in the order of their numbers
     */
    public static Devices devices() {
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

    /**
     * Opens a device.
     *
     * @param number    of the device
     * @param precision of maps and products; it is what is asked for, or the device is refused
     * @return a backend that has passed its self-test on the device
     * @throws DeviceException if there is no such device or it cannot be used; one sentence with the remedy
     */
    public static Backend open(int number, Precision precision) {
        requireDevice(number);
        return Opening.open(number, precision);
    }

    /**
     * Measures which tiles are fastest on a device and keeps the result in the user's cache folder.
     *
     * @param tuning of which device, and what
     * @param log    hears a line for everything that is tried, and what is kept
     * @throws DeviceException if there is no such device or it cannot be used; one sentence with the remedy
     */
    public static void tune(Tuning tuning, Consumer<String> log) {
        requireDevice(tuning.device());
        Opening.tune(tuning, log);
    }

    private static void requireDevice(int number) {
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
