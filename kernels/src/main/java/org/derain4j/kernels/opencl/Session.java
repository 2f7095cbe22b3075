package org.derain4j.kernels.opencl;

import static org.jocl.CL.*;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.derain4j.kernels.DeviceException;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_event;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;
import org.jocl.cl_program;

/**
 * A device in use: its context, a queue that keeps the order, and the programs compiled for it. Not thread-safe, but for what
 * only uses the queue.
 */
final class Session implements AutoCloseable {

    /** Part of every key of the cache: another number where older files would mislead. */
    private static final String FORMAT = "1";

    private final DeviceHandle device;
    private final CacheFolder cache;
    private final Handles handles = new Handles();
    private final cl_context context;
    private final cl_command_queue queue;
    private final Map<KernelSource, cl_program> programs = new HashMap<>();

    Session(DeviceHandle device, CacheFolder cache) {
        this.device = device;
        this.cache = cache;
        this.context = handles.own(Cl.context(device.platform(), device.id()), CL::clReleaseContext);
        try {
            this.queue = handles.own(queue(), CL::clReleaseCommandQueue);
        } catch (DeviceException e) {
            handles.close();
            throw e;
        }
    }

    /** The call of OpenCL 1.2, which later versions only call deprecated. */
    @SuppressWarnings("deprecation")
    private cl_command_queue queue() {
        int[] code = new int[1];
        cl_command_queue created = clCreateCommandQueue(context, device.id(), 0, code);
        Cl.check("clCreateCommandQueue", code[0]);
        return created;
    }

    DeviceHandle device() {
        return device;
    }

    CacheFolder cache() {
        return cache;
    }

    /** A kernel of a program, which is compiled unless it was before, in this process or an earlier one. */
    cl_kernel kernel(KernelSource source, String name, Handles owner) {
        cl_program program = programs.computeIfAbsent(source, this::program);
        int[] code = new int[1];
        cl_kernel kernel = clCreateKernel(program, name, code);
        Cl.check("clCreateKernel(" + name + ")", code[0]);
        return owner.own(kernel, CL::clReleaseKernel);
    }

    private cl_program program(KernelSource source) {
        String key = String.join("\n", FORMAT, device.identity(), source.options(), source.text());
        Optional<cl_program> cached = cache.read(key).flatMap(binary -> cached(binary, source));
        if (cached.isPresent()) {
            return cached.get();
        }
        cl_program program = handles.own(Cl.sourceProgram(context, source.text()), CL::clReleaseProgram);
        Cl.build(program, device.id(), source.options());
        if (!cache.isOff()) { // PoCL compiles once more to give the binary
            cache.write(key, Cl.binary(program));
        }
        return program;
    }

    /** A driver may refuse what it once gave. */
    private Optional<cl_program> cached(byte[] binary, KernelSource source) {
        cl_program program = Cl.binaryProgram(context, device.id(), binary);
        if (program == null) {
            return Optional.empty();
        }
        try {
            Cl.build(program, device.id(), source.options());
        } catch (DeviceException e) {
            clReleaseProgram(program);
            return Optional.empty();
        }
        return Optional.of(handles.own(program, CL::clReleaseProgram));
    }

    /** Memory of the device. */
    cl_mem buffer(long bytes, Handles owner) {
        if (bytes > device.device().mapBytes()) {
            throw new DeviceException(
                    "%s holds maps of up to %d MB, and one of %d MB is needed; scale the picture down, "
                            .formatted(device.device().name(), device.device().mapBytes() >> 20, bytes >> 20)
                            + "or use a CPU backend");
        }
        int[] code = new int[1];
        cl_mem buffer = clCreateBuffer(context, CL_MEM_READ_WRITE, bytes, null, code);
        Cl.check("clCreateBuffer of " + (bytes >> 20) + " MB", code[0]);
        return owner.own(buffer, CL::clReleaseMemObject);
    }

    /** A buffer that holds values. */
    cl_mem upload(float[] values, Precision precision, Handles owner) {
        long bytes = (long) values.length * precision.bytes();
        cl_mem buffer = buffer(bytes, owner);
        write(buffer, 0, bytes, precision.encoded(values));
        return buffer;
    }

    /** Copies to the device, and waits. */
    void write(cl_mem buffer, long offset, long bytes, Pointer values) {
        Cl.check("clEnqueueWriteBuffer",
                clEnqueueWriteBuffer(queue, buffer, true, offset, bytes, values, 0, null, null));
    }

    /** Copies from the device, after all that is queued. */
    void read(cl_mem buffer, long offset, long bytes, Pointer values) {
        Cl.check("clEnqueueReadBuffer", clEnqueueReadBuffer(queue, buffer, true, offset, bytes, values, 0, null, null));
    }

    /** Queues a kernel whose arguments are set; event may be null. */
    void enqueue(Launch launch, cl_event event) {
        Cl.check(launch.toString(), clEnqueueNDRangeKernel(queue, launch.kernel(), launch.global().length, null,
                launch.global(), launch.local(), 0, null, event));
    }

    /** Lets the device begin with what is queued. */
    void flush() {
        Cl.check("clFlush", clFlush(queue));
    }

    /** Waits for all that is queued. */
    void finish() {
        Cl.check("clFinish", clFinish(queue));
    }

    @Override
    public void close() {
        programs.clear();
        handles.close();
    }
}
