package org.derain4j.kernels.opencl;

import static org.jocl.CL.*;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.Precision;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
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
    private final DeviceHealth health;
    private final String options;
    private final Handles handles = new Handles();
    private final cl_context context;
    private final cl_command_queue queue;
    private final cl_command_queue measuring;
    private final Map<KernelSource, cl_program> programs = new HashMap<>();

    Session(DeviceHandle device, CacheFolder cache) {
        this(device, cache, DeviceHealth.AS_THEY_ARE, "");
    }

    /**
     * For tests.
     *
     * @param codes   what the device's answers are taken for
     * @param options of the compiler, beside those of every kernel
     */
    Session(DeviceHandle device, CacheFolder cache, DeviceHealth.Codes codes, String options) {
        this.device = device;
        this.cache = cache;
        this.health = new DeviceHealth(device.device(), codes);
        this.options = options;
        this.context = handles.own(Cl.context(device.platform(), device.id()), CL::clReleaseContext);
        try {
            this.queue = handles.own(queue(0), CL::clReleaseCommandQueue);
            this.measuring = handles.own(queue(CL_QUEUE_PROFILING_ENABLE), CL::clReleaseCommandQueue);
        } catch (DeviceException e) {
            handles.close();
            throw e;
        }
    }

    /** The call of OpenCL 1.2, which later versions only call deprecated. */
    @SuppressWarnings("deprecation")
    private cl_command_queue queue(long properties) {
        int[] code = new int[1];
        cl_command_queue created = clCreateCommandQueue(context, device.id(), properties, code);
        Cl.check("clCreateCommandQueue", code[0]);
        return created;
    }

    DeviceHandle device() {
        return device;
    }

    CacheFolder cache() {
        return cache;
    }

    DeviceHealth health() {
        return health;
    }

    /** A kernel of a program, which is compiled unless it was before, in this process or an earlier one. */
    cl_kernel kernel(KernelSource source, String name, Handles owner) {
        cl_program program = programs.computeIfAbsent(source, this::program);
        int[] code = new int[1];
        cl_kernel kernel = clCreateKernel(program, name, code);
        health.checkTaking("clCreateKernel(" + name + ")", code[0]);
        return owner.own(kernel, CL::clReleaseKernel);
    }

    private cl_program program(KernelSource source) {
        String all = source.options() + options;
        String key = String.join("\n", FORMAT, device.identity(), all, source.text());
        Optional<cl_program> cached = cache.read(key).flatMap(binary -> cached(binary, all));
        if (cached.isPresent()) {
            return cached.get();
        }
        cl_program program = handles.own(Cl.sourceProgram(context, source.text()), CL::clReleaseProgram);
        Cl.build(program, device.id(), all);
        if (!cache.isOff()) { // PoCL compiles once more to give the binary
            cache.write(key, Cl.binary(program));
        }
        return program;
    }

    /** A driver may refuse what it once gave. */
    private Optional<cl_program> cached(byte[] binary, String all) {
        cl_program program = Cl.binaryProgram(context, device.id(), binary);
        if (program == null) {
            return Optional.empty();
        }
        try {
            Cl.build(program, device.id(), all);
        } catch (DeviceException e) {
            clReleaseProgram(program);
            return Optional.empty();
        }
        return Optional.of(handles.own(program, CL::clReleaseProgram));
    }

    /** Memory of the device. */
    cl_mem buffer(long bytes, Handles owner) {
        int[] code = new int[1];
        cl_mem buffer = clCreateBuffer(context, CL_MEM_READ_WRITE, bytes, null, code);
        health.checkTaking("clCreateBuffer of " + (bytes >> 20) + " MB", code[0]);
        return owner.own(buffer, CL::clReleaseMemObject);
    }

    /** Memory of the host that devices copy from and to at full speed: pinned, where the driver pins what it allocates. */
    ByteBuffer pinned(long bytes, Handles owner) {
        int[] code = new int[1];
        cl_mem buffer = clCreateBuffer(context, CL_MEM_READ_WRITE | CL_MEM_ALLOC_HOST_PTR, bytes, null, code);
        health.checkTaking("clCreateBuffer of the host's", code[0]);
        owner.own(buffer, CL::clReleaseMemObject);
        ByteBuffer host = clEnqueueMapBuffer(queue, buffer, true, CL_MAP_READ | CL_MAP_WRITE, 0, bytes, 0, null, null,
                code);
        health.checkTaking("clEnqueueMapBuffer", code[0]);
        return owner.own(host, mapped -> clEnqueueUnmapMemObject(queue, buffer, mapped, 0, null, null));
    }

    /** A buffer that holds values. */
    cl_mem upload(float[] values, Precision precision, Handles owner) {
        long bytes = (long) values.length * precision.bytes();
        cl_mem buffer = buffer(bytes, owner);
        HostCopy.send(precision, values, values.length, (offset, count, from) -> write(buffer, offset, count, from));
        return buffer;
    }

    /** Copies to the device, and waits. */
    void write(cl_mem buffer, long offset, long bytes, Pointer values) {
        write(buffer, true, offset, bytes, values, null);
    }

    /** Queues a copy to the device from a direct buffer, which must not change until that has ended. */
    void beginWrite(cl_mem buffer, long offset, long bytes, Pointer values, cl_event ended) {
        write(buffer, false, offset, bytes, values, ended);
    }

    private void write(cl_mem buffer, boolean waits, long offset, long bytes, Pointer values, cl_event ended) {
        health.checkTaking("clEnqueueWriteBuffer",
                clEnqueueWriteBuffer(queue, buffer, waits, offset, bytes, values, 0, null, ended));
    }

    /** Copies from the device, after all that is queued. */
    void read(cl_mem buffer, long offset, long bytes, Pointer values) {
        read(buffer, true, offset, bytes, values, null);
    }

    /**
     * Queues a copy from the device to a direct buffer, which must live until that has ended.
     *
     * @param ended becomes its event, for the caller to release; null for who waits by {@link #finish}
     */
    void beginRead(cl_mem buffer, long offset, long bytes, Pointer values, cl_event ended) {
        read(buffer, false, offset, bytes, values, ended);
    }

    private void read(cl_mem buffer, boolean waits, long offset, long bytes, Pointer values, cl_event ended) {
        health.check("clEnqueueReadBuffer",
                clEnqueueReadBuffer(queue, buffer, waits, offset, bytes, values, 0, null, ended));
    }

    /** Queues a kernel whose arguments are set; the caller awaits the event and releases it. */
    cl_event enqueue(Launch launch) {
        return enqueue(launch, queue);
    }

    /** The same on a queue of its own, whose events know their times; nothing else may be queued meanwhile. */
    cl_event enqueueMeasured(Launch launch) {
        cl_event event = enqueue(launch, measuring);
        health.check("clFlush", clFlush(measuring));
        return event;
    }

    private cl_event enqueue(Launch launch, cl_command_queue to) {
        cl_event event = new cl_event();
        health.check(launch.toString(), clEnqueueNDRangeKernel(to, launch.kernel(), launch.global().length, null,
                launch.global(), launch.local(), 0, null, event));
        return event;
    }

    /** Copies one buffer to another of the same size; the caller awaits the event and releases it. */
    cl_event copy(cl_mem from, cl_mem to, long bytes) {
        cl_event event = new cl_event();
        health.check("clEnqueueCopyBuffer",
                clEnqueueCopyBuffer(measuring, from, to, 0, 0, bytes, 0, null, event));
        return event;
    }

    /** Lets the device begin with what is queued. */
    void flush() {
        health.check("clFlush", clFlush(queue));
    }

    /** When a measured command began or ended, in nanoseconds of the device's clock. */
    long nanos(cl_event event, int which) {
        long[] nanos = new long[1];
        health.check("clGetEventProfilingInfo",
                clGetEventProfilingInfo(event, which, Sizeof.cl_ulong, Pointer.to(nanos), null));
        return nanos[0];
    }

    /** Waits for all that is queued. */
    void finish() {
        health.check("clFinish", clFinish(queue));
    }

    /** Waits for commands. */
    void await(List<cl_event> events) {
        int code = clWaitForEvents(events.size(), events.toArray(cl_event[]::new));
        if (code == CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST) { // the event that failed knows why
            for (cl_event event : events) {
                int[] status = new int[1];
                clGetEventInfo(event, CL_EVENT_COMMAND_EXECUTION_STATUS, Sizeof.cl_int, Pointer.to(status), null);
                code = status[0] < 0 ? status[0] : code;
            }
        }
        health.check("a step on the device", code);
    }

    static void release(List<cl_event> events) {
        events.forEach(event -> clReleaseEvent(event));
    }

    @Override
    public void close() {
        programs.clear();
        handles.close();
    }
}
