package org.derain4j.kernels.opencl;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jocl.cl_mem;

/**
 * The sums that convolutions leave on their way for the attention that takes means of their results. A buffer serves one map after
 * the other: what is queued keeps its order.
 */
final class Means {

    /**
     * Sums of a map, whose last stage has yet to come.
     *
     * @param buffer of {@code pieces} rows
     * @param pieces work-groups that each left a row
     * @param pitch  values of a row, no fewer than the map has channels
     */
    record Sums(cl_mem buffer, int pieces, int pitch) {}

    private final Session session;
    private final Handles owner;
    private final long bytes;
    private final Deque<cl_mem> free = new ArrayDeque<>();
    private final Map<Integer, Sums> left = new HashMap<>();

    /**
     * For the layers of one program.
     *
     * @param owner of the buffers
     */
    Means(Session session, Collection<Layer> layers, Handles owner) {
        this.session = session;
        this.owner = owner;
        this.bytes = bytes(layers);
    }

    /** What a buffer takes: as much as the largest sums. */
    static long bytes(Collection<Layer> layers) {
        return layers.stream().mapToLong(Layer::sumsBytes).max().orElse(0);
    }

    /** Where a layer leaves those of the map that it makes. */
    cl_mem leave(int map, Layer layer) {
        cl_mem buffer = free.isEmpty() ? session.buffer(bytes, owner) : free.pop();
        left.put(map, new Sums(buffer, layer.pieces(), layer.tile().lanes(layer.geometry())));
        return buffer;
    }

    /** Those of a map, which the next launches read for the last time; null if no convolution has left any. */
    Sums take(int map) {
        Sums sums = left.remove(map);
        if (sums != null) {
            free.push(sums.buffer());
        }
        return sums;
    }
}
