package org.derain4j.kernels.opencl;

import org.derain4j.kernels.backend.Device;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/**
 * A device as OpenCL names it.
 *
 * @param device       what it says of itself
 * @param localBytes   local memory of a work-group
 * @param groupItems   the most work-items of a work-group
 */
record DeviceHandle(Device device, cl_platform_id platform, cl_device_id id, long localBytes, int groupItems) {

    /** Device, driver and platform: what compiled programs and measurements belong to. */
    String identity() {
        return String.join("\n", device.platform(), device.name(), device.vendor(), device.driver(), device.version());
    }
}
