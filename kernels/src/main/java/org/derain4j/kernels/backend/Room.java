package org.derain4j.kernels.backend;

/**
 * The memory that a program takes when it is prepared, and whether a device has as much.
 *
 * @param hostBytes   of this process
 * @param deviceBytes of a device's own memory, whether it has as much or not; 0 where the CPU computes
 * @param refusal     why the program does not fit the device, one sentence with figures and the remedy; null where nothing
 *                    speaks against it. What other programs hold of a device's memory is not known: {@link Backend#prepare}
 *                    and a run may still fail for want of it
 */
public record Room(long hostBytes, long deviceBytes, String refusal) {

    /**
     * In this process alone.
     *
     * @param bytes that the program takes
     * @return never refused
     */
    public static Room ofHost(long bytes) {
        return new Room(bytes, 0, null);
    }

    /**
     * Whether nothing speaks against it.
     *
     * @return false for a program that is known not to fit the device
     */
    public boolean isThere() {
        return refusal == null;
    }

    /**
     * Refuses a program that is known not to fit, before anything is taken for it.
     *
     * @throws DeviceException for {@link DeviceException.Reason#MEMORY}
     */
    public void require() {
        if (!isThere()) {
            throw new DeviceException(DeviceException.Reason.MEMORY, refusal);
        }
    }
}
