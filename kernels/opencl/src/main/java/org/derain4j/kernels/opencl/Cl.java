package org.derain4j.kernels.opencl;

import static org.jocl.CL.*;

import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;
import org.derain4j.kernels.backend.DeviceException;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;
import org.jocl.cl_program;

/** Calls of OpenCL that have no state: every error code becomes a sentence with the call's name. */
final class Cl {

    private static final int BUILD_TRIES = 3;

    private Cl() {}

    /** A query of a size first, then of the value. */
    @FunctionalInterface
    interface Query {

        int get(long size, Pointer value, long[] neededSize);
    }

    /** Throws if a call failed. */
    static void check(String call, int code) {
        if (code != CL_SUCCESS) {
            throw new DeviceException(words(call, code));
        }
    }

    static String words(String call, int code) {
        return call + " failed: " + CL.stringFor_errorCode(code);
    }

    static cl_platform_id[] platforms() {
        int[] count = new int[1];
        int code = clGetPlatformIDs(0, null, count);
        if (code == -1001 || count[0] == 0) { // CL_PLATFORM_NOT_FOUND_KHR, the loader's
            return new cl_platform_id[0];
        }
        check("clGetPlatformIDs", code);
        cl_platform_id[] platforms = new cl_platform_id[count[0]];
        check("clGetPlatformIDs", clGetPlatformIDs(platforms.length, platforms, null));
        return platforms;
    }

    static cl_device_id[] devices(cl_platform_id platform) {
        int[] count = new int[1];
        int code = clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, 0, null, count);
        if (code == CL_DEVICE_NOT_FOUND || count[0] == 0) {
            return new cl_device_id[0];
        }
        check("clGetDeviceIDs", code);
        cl_device_id[] devices = new cl_device_id[count[0]];
        check("clGetDeviceIDs", clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, devices.length, devices, null));
        return devices;
    }

    static String text(cl_platform_id platform, int what) {
        return text("clGetPlatformInfo", (size, value, needed) -> clGetPlatformInfo(platform, what, size, value,
                needed));
    }

    static String text(cl_device_id device, int what) {
        return text("clGetDeviceInfo", (size, value, needed) -> clGetDeviceInfo(device, what, size, value, needed));
    }

    static String text(String call, Query query) {
        long[] size = new long[1];
        check(call, query.get(0, null, size));
        byte[] bytes = new byte[Math.toIntExact(size[0])];
        check(call, query.get(bytes.length, Pointer.to(bytes), null));
        return new String(bytes, StandardCharsets.UTF_8).replace("\0", "").strip();
    }

    static long number(cl_device_id device, int what) {
        long[] value = new long[1];
        check("clGetDeviceInfo", clGetDeviceInfo(device, what, Sizeof.cl_ulong, Pointer.to(value), null));
        return value[0];
    }

    static cl_context context(cl_platform_id platform, cl_device_id device) {
        cl_context_properties properties = new cl_context_properties();
        properties.addProperty(CL_CONTEXT_PLATFORM, platform);
        int[] code = new int[1];
        cl_context context = clCreateContext(properties, 1, new cl_device_id[]{device}, null, null, code);
        check("clCreateContext", code[0]);
        return context;
    }

    static cl_program sourceProgram(cl_context context, String source) {
        int[] code = new int[1];
        cl_program program = clCreateProgramWithSource(context, 1, new String[]{source}, null, code);
        check("clCreateProgramWithSource", code[0]);
        return program;
    }

    /** A program of what an earlier compilation gave, or null if the driver does not take it. */
    static cl_program binaryProgram(cl_context context, cl_device_id device, byte[] binary) {
        int[] status = new int[1];
        int[] code = new int[1];
        cl_program program = clCreateProgramWithBinary(context, 1, new cl_device_id[]{device},
                new long[]{binary.length}, new byte[][]{binary}, status, code);
        if (code[0] == CL_SUCCESS && status[0] == CL_SUCCESS) {
            return program;
        }
        if (program != null) {
            clReleaseProgram(program);
        }
        return null;
    }

    /**
     * Compiles; a failure holds the whole log. What fails is tried again: where a compiler is made of LLVM, such as PoCL's, it takes
     * the signals by which the JVM notices a full stack or a null for a crash and deletes its temporary files.
     */
    static void build(cl_program program, cl_device_id device, String options) {
        int code = CL_BUILD_PROGRAM_FAILURE;
        for (int tries = 0; tries < BUILD_TRIES && code == CL_BUILD_PROGRAM_FAILURE; tries++) {
            code = clBuildProgram(program, 1, new cl_device_id[]{device}, options, null, null);
        }
        if (code != CL_SUCCESS) {
            String log = text("clGetProgramBuildInfo", (size, value, needed) -> clGetProgramBuildInfo(program, device,
                    CL_PROGRAM_BUILD_LOG, size, value, needed));
            throw new DeviceException("clBuildProgram failed: " + CL.stringFor_errorCode(code) + " with " + options
                    + "\n" + log);
        }
    }

    static byte[] binary(cl_program program) {
        long[] size = new long[1];
        check("clGetProgramInfo", clGetProgramInfo(program, CL_PROGRAM_BINARY_SIZES, Sizeof.size_t, Pointer.to(size),
                null));
        byte[] bytes = new byte[Math.toIntExact(size[0])];
        check("clGetProgramInfo", clGetProgramInfo(program, CL_PROGRAM_BINARIES, Sizeof.POINTER,
                Pointer.to(Pointer.to(bytes)), null));
        return bytes;
    }

    /** Releases quietly: the device may be gone already. */
    static void release(IntSupplier call) {
        call.getAsInt();
    }
}
