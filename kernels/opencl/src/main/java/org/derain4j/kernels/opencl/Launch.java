package org.derain4j.kernels.opencl;

import static org.jocl.CL.clSetKernelArg;

import java.util.Arrays;
import java.util.List;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;

/**
 * A kernel with its arguments set, and over how many work-items it runs.
 *
 * @param name   for messages
 * @param kernel of this launch alone
 * @param global work-items, multiples of those of a work-group
 * @param local  work-items of a work-group
 */
record Launch(String name, cl_kernel kernel, long[] global, long[] local) {

    /**
     * Sets all arguments.
     *
     * @param arguments buffers ({@link cl_mem}), {@link Integer} and {@link Long} values in order
     */
    static Launch of(String name, cl_kernel kernel, long[] global, long[] local, List<Object> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            int code = switch (arguments.get(i)) {
                case cl_mem buffer -> clSetKernelArg(kernel, i, Sizeof.cl_mem, Pointer.to(buffer));
                case Integer number -> clSetKernelArg(kernel, i, Sizeof.cl_int, Pointer.to(new int[]{number}));
                case Long number -> clSetKernelArg(kernel, i, Sizeof.cl_ulong, Pointer.to(new long[]{number}));
                default -> throw new IllegalArgumentException("no kernel takes " + arguments.get(i));
            };
            Cl.check("clSetKernelArg(" + name + ", " + i + ")", code);
        }
        return new Launch(name, kernel, global, local);
    }

    @Override
    public String toString() {
        return "clEnqueueNDRangeKernel(" + name + ", global " + Arrays.toString(global) + ", local "
                + Arrays.toString(local) + ")";
    }
}
