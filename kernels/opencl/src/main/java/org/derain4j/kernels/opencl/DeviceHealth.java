package org.derain4j.kernels.opencl;

import static org.jocl.CL.*;

import org.derain4j.kernels.backend.Device;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.DeviceException.Reason;

/**
 * What the error codes of a device in use mean. Once it was lost, every call fails with the same sentence: what its memory holds
 * is no picture.
 */
final class DeviceHealth {

    /** What a call's code is taken for: tests have devices fail here. */
    @FunctionalInterface
    interface Codes {

        int seen(String call, int code);
    }

    /** As the driver says it. */
    static final Codes AS_THEY_ARE = (_, code) -> code;

    private final Device device;
    private final Codes codes;
    private volatile String loss;

    DeviceHealth(Device device, Codes codes) {
        this.device = device;
        this.codes = codes;
    }

    boolean isLost() {
        return loss != null;
    }

    /** Of a call that takes memory. Some drivers take it only when it is first written to. */
    void checkTaking(String call, int code) {
        check(call, code, true);
    }

    /** Of a call that computes or waits, which takes none: without resources it has lost them. */
    void check(String call, int code) {
        check(call, code, false);
    }

    private void check(String call, int given, boolean takesMemory) {
        if (isLost()) {
            throw new DeviceException(Reason.LOST, loss);
        }
        int code = codes.seen(call, given);
        switch (code) {
            case CL_SUCCESS -> {
            }
            case CL_MEM_OBJECT_ALLOCATION_FAILURE, CL_OUT_OF_HOST_MEMORY, CL_INVALID_BUFFER_SIZE ->
                throw noMemory(call, code);
            case CL_OUT_OF_RESOURCES -> throw takesMemory ? noMemory(call, code) : lost(call, code);
            case CL_DEVICE_NOT_AVAILABLE, CL_INVALID_COMMAND_QUEUE, CL_INVALID_CONTEXT -> throw lost(call, code);
            default -> throw new DeviceException(Cl.words(call, code) + " on " + device.name());
        }
    }

    private DeviceException noMemory(String call, int code) {
        return new DeviceException(Reason.MEMORY,
                "%s; %s has %,d MB, of which this picture and other programs have taken too much: scale the picture down, "
                        .formatted(Cl.words(call, code), device.name(), device.memoryBytes() >> 20)
                        + "end other programs that use the device, or use a CPU backend");
    }

    private DeviceException lost(String call, int code) {
        loss = "%s stopped working (%s); open it again, or use a CPU backend, and see what its driver's log says"
                .formatted(device.name(), Cl.words(call, code));
        return new DeviceException(Reason.LOST, loss);
    }
}
