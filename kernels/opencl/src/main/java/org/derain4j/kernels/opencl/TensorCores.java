package org.derain4j.kernels.opencl;

import static org.jocl.CL.CL_DEVICE_EXTENSIONS;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.derain4j.kernels.backend.Device;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.Precision;
import org.derain4j.kernels.opencl.Numerics.Products;
import org.jocl.Pointer;
import org.jocl.cl_event;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;

/**
 * Whether a device has tensor cores that its compiler lets us use: NVIDIA's, from compute capability 8.0 on, by one instruction of
 * PTX that is tried out, on small whole numbers, each time a device is opened for them.
 */
final class TensorCores {

    /**
     * {@value #EMULATED}: products are formed as tensor cores form them, on any device, slowly, for tests; {@value #NONE}: as if
     * there were none.
     */
    static final String PROPERTY = "derain4j.openclTensorCores";
    static final String EMULATED = "emulated";
    static final String NONE = "none";

    private static final String EXTENSION = "cl_nv_device_attribute_query";
    private static final int COMPUTE_CAPABILITY_MAJOR = 0x4000;
    private static final int OLDEST_MAJOR = 8;

    /** As in mma-probe.cl. */
    private static final int ROWS = 16;
    private static final int DEPTH = 32;
    private static final int COLUMNS = 8;

    private static final Logger LOG = System.getLogger(TensorCores.class.getName());

    private TensorCores() {}

    /**
     * Decides who multiplies.
     *
     * @throws DeviceException if the precision needs tensor cores and there are none; with the reason
     */
    static Numerics choose(DeviceHandle device, CacheFolder cache, Precision precision) {
        if (precision == Precision.SINGLE) {
            return Numerics.EXACT;
        }
        String asked = System.getProperty(PROPERTY, "");
        boolean emulated = asked.equals(EMULATED);
        Numerics wanted = new Numerics(precision, emulated ? Products.EMULATION : Products.TENSOR_CORES);
        Optional<String> problem = asked.equals(NONE)
                ? Optional.of("-D" + PROPERTY + "=" + NONE + " was given")
                : (emulated ? Optional.<String>empty() : absent(device)).or(() -> probe(device, cache, wanted));
        if (problem.isEmpty()) {
            return wanted;
        }
        String name = "opencl:" + device.device().number();
        if (precision == Precision.TF32) {
            throw new DeviceException("%s%s cannot be used: %s; use %s for single precision".formatted(name,
                    precision.suffix(), problem.get(), name));
        }
        LOG.log(Level.INFO, () -> name + precision.suffix() + " multiplies in single precision: " + problem.get());
        return new Numerics(precision, Products.ITEMS);
    }

    /** Why a device cannot have them. */
    private static Optional<String> absent(DeviceHandle handle) {
        Device device = handle.device();
        if (!List.of(Cl.text(handle.id(), CL_DEVICE_EXTENSIONS).split("\\s+")).contains(EXTENSION)) {
            return Optional
                    .of(device.name() + " has no tensor cores that OpenCL can reach (only NVIDIA's, from compute "
                            + "capability " + OLDEST_MAJOR + ".0 on)");
        }
        int major = (int) Cl.number(handle.id(), COMPUTE_CAPABILITY_MAJOR);
        return major >= OLDEST_MAJOR
                ? Optional.empty()
                : Optional.of(device.name() + " has compute capability " + major
                        + ", and the tensor cores' instruction needs "
                        + OLDEST_MAJOR + ".0");
    }

    /** What a device computes a precision with where it has kernels of its own for it; empty where it has not. */
    static Optional<Numerics> offered(DeviceHandle device, Precision precision) {
        if (precision == Precision.SINGLE) {
            return Optional.of(Numerics.EXACT);
        }
        Numerics numerics = new Numerics(precision, Products.TENSOR_CORES);
        Optional<String> problem = absent(device).or(() -> probe(device, new CacheFolder(null), numerics));
        return problem.isEmpty() ? Optional.of(numerics) : Optional.empty();
    }

    private static Optional<String> probe(DeviceHandle device, CacheFolder cache, Numerics numerics) {
        try (Session session = new Session(device, cache)) {
            return probe(session, numerics);
        }
    }

    /** What is wrong with a product of matrices of small whole numbers, which has no rounding. */
    static Optional<String> probe(Session session, Numerics numerics) {
        float[] a = new float[ROWS * DEPTH];
        float[] b = new float[DEPTH * COLUMNS];
        for (int i = 0; i < a.length; i++) {
            a[i] = i * 7 % 31 - 15;
        }
        for (int i = 0; i < b.length; i++) {
            b[i] = i * 11 % 29 - 14;
        }
        float[] d;
        try {
            d = product(session, numerics, a, b);
        } catch (DeviceException e) {
            return Optional
                    .of("its compiler does not take the tensor cores' instruction: " + firstLine(e.getMessage()));
        }
        for (int i = 0; i < d.length; i++) {
            float expected = 0;
            for (int k = 0; k < DEPTH; k++) {
                expected += a[i / COLUMNS * DEPTH + k] * b[k * COLUMNS + i % COLUMNS];
            }
            if (d[i] != expected) {
                return Optional.of("its tensor cores give " + d[i] + " in a test where " + expected + " is right");
            }
        }
        return Optional.empty();
    }

    /** 16x8 values: 16x32 times 32x8 values, all in rows, rounded to the precision before. */
    static float[] product(Session session, Numerics numerics, float[] a, float[] b) {
        Map<String, Integer> macros = new TreeMap<>(KernelSource.macros(numerics.precision()));
        macros.put("EMULATED", numerics.emulated() ? 1 : 0);
        float[] d = new float[ROWS * COLUMNS];
        try (Handles handles = new Handles()) {
            cl_mem result = session.upload(d, Precision.SINGLE, handles);
            cl_kernel kernel = session.kernel(KernelSource.of(KernelSource.MMA_PROBE, macros), "probe", handles);
            List<cl_event> ended = List.of(session.enqueue(Launch.of("probe", kernel, new long[]{Tile.WARP},
                    new long[]{Tile.WARP}, List.of(session.upload(a, Precision.SINGLE, handles),
                            session.upload(b, Precision.SINGLE, handles), result))));
            try {
                session.await(ended);
            } finally {
                Session.release(ended);
            }
            session.read(result, 0, (long) d.length * Float.BYTES, Pointer.to(d));
        }
        return d;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
