package org.derain4j.weights;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The one implementation of {@link TensorFile}: owns the mapping's lifetime, leaves the format to a source. */
final class MappedTensorFile implements TensorFile {

    /** A few less than the largest int, as some virtual machines refuse the very largest arrays. */
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final String name;
    private final Map<String, TensorInfo> tensors;
    private final Map<String, String> metadata;
    private final TensorTable.Source source;
    private final Arena arena;
    /** Readers share it and {@link #close} takes it alone: an arena in use refuses to close. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    private MappedTensorFile(String name, TensorTable table, Arena arena) {
        Map<String, TensorInfo> byName = new LinkedHashMap<>();
        table.tensors().forEach(tensor -> byName.put(tensor.name(), tensor));
        this.name = name;
        this.tensors = Collections.unmodifiableMap(byName);
        this.metadata = Collections.unmodifiableMap(table.metadata());
        this.source = table.source();
        this.arena = arena;
    }

    /** Reads a file's table from what the format maps into the arena. */
    @FunctionalInterface
    interface Format {

        TensorTable read(Arena arena) throws IOException;
    }

    static TensorFile open(String name, Format format) throws IOException {
        Arena arena = Arena.ofShared();
        boolean opened = false;
        try {
            TensorFile file = new MappedTensorFile(name, format.read(arena), arena);
            opened = true;
            return file;
        } finally {
            if (!opened) {
                arena.close();
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return tensors;
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public float[] floats(String tensor) throws IOException {
        return read(tensor, info -> Elements.floats(source.bytes(info), info.dtype()));
    }

    @Override
    public double[] doubles(String tensor) throws IOException {
        return read(tensor, info -> Elements.doubles(source.bytes(info), info.dtype()));
    }

    @FunctionalInterface
    private interface Reading<T> {

        T of(TensorInfo info) throws IOException;
    }

    private <T> T read(String tensor, Reading<T> reading) throws IOException {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException(name + " is closed");
            }
            return reading.of(readable(tensor));
        } finally {
            lock.readLock().unlock();
        }
    }

    private TensorInfo readable(String tensor) throws WeightFormatException {
        TensorInfo info = tensors.get(tensor);
        if (info == null) {
            throw new WeightFormatException(name, tensor, "is not in the file");
        }
        if (!info.dtype().isFloatingPoint()) {
            throw new WeightFormatException(name, tensor,
                    "is of type " + info.dtype() + "; only F32, F16, BF16 and F64 can be read");
        }
        if (info.elements() > LONGEST_ARRAY) {
            throw new WeightFormatException(name, tensor, info.describe() + " has more elements than a Java array");
        }
        return info;
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                arena.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
