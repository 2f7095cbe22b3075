package org.derain4j.kernels.opencl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

/** OpenCL objects that are released together, the youngest first. All live objects of the JVM are counted. Not thread-safe. */
final class Handles implements AutoCloseable {

    private static final AtomicInteger LIVE = new AtomicInteger();

    private final Deque<Runnable> releases = new ArrayDeque<>();

    /** OpenCL objects that are not released yet, in the whole JVM. */
    static int live() {
        return LIVE.get();
    }

    /**
     * Takes an object over.
     *
     * @param handle  the object
     * @param release what frees it, such as {@code CL::clReleaseMemObject}
     * @return the object
     */
    <T> T own(T handle, ToIntFunction<T> release) {
        LIVE.incrementAndGet();
        releases.push(() -> {
            LIVE.decrementAndGet();
            release.applyAsInt(handle);
        });
        return handle;
    }

    @Override
    public void close() {
        while (!releases.isEmpty()) {
            releases.pop().run();
        }
    }
}
