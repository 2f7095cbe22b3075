package org.derain4j.kernels.opencl;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.derain4j.kernels.backend.Precision;
import org.derain4j.kernels.program.Parameters.Parameter;
import org.jocl.cl_mem;

/** Parameters in the device's memory, each packing of each once, for as long as the backend is open. Not thread-safe. */
final class ResidentFilters implements AutoCloseable {

    /** The filter's values are compared by identity. */
    private record Key(Parameter filter, Object packing) {}

    private final Session session;
    private final Handles handles = new Handles();
    private final Map<Key, cl_mem> buffers = new HashMap<>();

    ResidentFilters(Session session) {
        this.session = session;
    }

    /**
     * A parameter in single precision, packed and copied unless it is there.
     *
     * @param packing what, beside the filter, the packed values depend on
     */
    cl_mem get(Parameter filter, Object packing, Supplier<float[]> packed) {
        return get(filter, packing, Precision.SINGLE, packed);
    }

    /** The same in any precision, which belongs to the packing. */
    cl_mem get(Parameter filter, Object packing, Precision precision, Supplier<float[]> packed) {
        Key key = new Key(filter, packing);
        cl_mem buffer = buffers.get(key);
        if (buffer == null) {
            buffer = session.upload(packed.get(), precision, handles);
            buffers.put(key, buffer);
        }
        return buffer;
    }

    @Override
    public void close() {
        buffers.clear();
        handles.close();
    }
}
