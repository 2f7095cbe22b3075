package org.derain4j.kernels.opencl;

import static org.jocl.CL.*;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.derain4j.kernels.backend.Device;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/** Finds the devices of all platforms. */
final class Discovery {

    /** The oldest version that has what the kernels use. */
    private static final double OLDEST = 1.2;

    private Discovery() {}

    /** All devices, GPUs first, numbered in this order. */
    static List<DeviceHandle> devices() {
        List<DeviceHandle> found = new ArrayList<>();
        for (cl_platform_id platform : Cl.platforms()) {
            String name = Cl.text(platform, CL_PLATFORM_NAME);
            for (cl_device_id id : Cl.devices(platform)) {
                found.add(describe(name, platform, id));
            }
        }
        found.sort(Comparator.comparing(handle -> handle.device().kind()));
        List<DeviceHandle> numbered = new ArrayList<>();
        for (DeviceHandle handle : found) {
            numbered.add(numbered(handle, numbered.size()));
        }
        return numbered;
    }

    static int platforms() {
        return Cl.platforms().length;
    }

    private static DeviceHandle describe(String platform, cl_platform_id platformId, cl_device_id id) {
        String version = Cl.text(id, CL_DEVICE_VERSION);
        Device device = new Device(0, kind(Cl.number(id, CL_DEVICE_TYPE)), Cl.text(id, CL_DEVICE_NAME),
                Cl.text(id, CL_DEVICE_VENDOR), platform, Cl.text(id, CL_DRIVER_VERSION), version,
                (int) Cl.number(id, CL_DEVICE_MAX_COMPUTE_UNITS), Cl.number(id, CL_DEVICE_GLOBAL_MEM_SIZE),
                Cl.number(id, CL_DEVICE_MAX_MEM_ALLOC_SIZE), refusal(id, version));
        return new DeviceHandle(device, platformId, id, Cl.number(id, CL_DEVICE_LOCAL_MEM_SIZE),
                (int) Math.min(Integer.MAX_VALUE, Cl.number(id, CL_DEVICE_MAX_WORK_GROUP_SIZE)));
    }

    private static DeviceHandle numbered(DeviceHandle h, int number) {
        Device d = h.device();
        return new DeviceHandle(new Device(number, d.kind(), d.name(), d.vendor(), d.platform(), d.driver(),
                d.version(), d.computeUnits(), d.memoryBytes(), d.mapBytes(), d.refusal()), h.platform(), h.id(),
                h.localBytes(), h.groupItems());
    }

    private static Device.Kind kind(long type) {
        if ((type & CL_DEVICE_TYPE_GPU) != 0) {
            return Device.Kind.GPU;
        }
        return (type & CL_DEVICE_TYPE_CPU) != 0 ? Device.Kind.CPU : Device.Kind.ACCELERATOR;
    }

    private static String refusal(cl_device_id id, String version) {
        if (Cl.number(id, CL_DEVICE_AVAILABLE) == 0) {
            return "the device is not available; another program or a setting of the driver keeps it";
        }
        if (Cl.number(id, CL_DEVICE_COMPILER_AVAILABLE) == 0) {
            return "the driver has no compiler; install a complete one";
        }
        // "OpenCL 1.2 and what the vendor adds"
        String[] words = version.split(" ");
        if (words.length < 2 || !words[1].matches("\\d+\\.\\d+") || Double.parseDouble(words[1]) < OLDEST) {
            return "the driver offers " + version + ", and " + OLDEST + " is needed; install a newer driver";
        }
        return null;
    }
}
