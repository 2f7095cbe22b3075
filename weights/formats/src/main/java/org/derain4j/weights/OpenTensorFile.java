package org.derain4j.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The one implementation of {@link TensorFile}: says when the file is open, leaves the format to a source. */
final class OpenTensorFile implements TensorFile {

    /** A few less than the largest int, as some virtual machines refuse the very largest arrays. */
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final String name;
    private final Map<String, TensorInfo> tensors;
    private final Map<String, String> metadata;
    private final TensorTable.Source source;
    /** Readers share it and {@link #close} takes it alone. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    private OpenTensorFile(String name, TensorTable table) {
        Map<String, TensorInfo> byName = new LinkedHashMap<>();
        table.tensors().forEach(tensor -> byName.put(tensor.name(), tensor));
        this.name = name;
        this.tensors = Collections.unmodifiableMap(byName);
        this.metadata = Collections.unmodifiableMap(table.metadata());
        this.source = table.source();
    }

    /** Takes the bytes over, and closes them where they are no safetensors file. */
    static TensorFile safetensors(String name, ByteSource bytes) throws IOException {
        boolean opened = false;
        try {
            TensorFile file = withinMemory(name,
                    () -> new OpenTensorFile(name, SafetensorsFile.read(bytes, name)));
            opened = true;
            return file;
        } finally {
            if (!opened) {
                bytes.close();
            }
        }
    }

    static TensorFile checkpoint(Path prefix, Path indexFile) throws IOException {
        String name = prefix.toString();
        return withinMemory(name, () -> {
            CheckpointIndex index = CheckpointIndex.read(indexFile);
            return new OpenTensorFile(name,
                    new TensorTable(index.tensors(), Map.of(), new CheckpointShards(prefix, index)));
        });
    }

    @FunctionalInterface
    private interface Work<T> {

        T result() throws IOException;
    }

    private static <T> T withinMemory(String name, Work<T> work) throws IOException {
        try {
            return work.result();
        } catch (OutOfMemoryError e) {
            // All that the work had made is garbage by now.
            throw HeapRoom.lacking(Origin.ofFile(name), e);
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
        Objects.requireNonNull(tensor, "tensor");
        return read(tensor, info -> Elements.floats(source.bytes(info), info.dtype()));
    }

    @Override
    public double[] doubles(String tensor) throws IOException {
        Objects.requireNonNull(tensor, "tensor");
        return read(tensor, info -> Elements.doubles(source.bytes(info), info.dtype()));
    }

    @FunctionalInterface
    private interface Reading<T> {

        T of(TensorInfo info) throws IOException;
    }

    private <T> T read(String tensor, Reading<T> reading) throws IOException {
        return whileOpen(() -> reading.of(readable(tensor)));
    }

    @Override
    public void requireUnchanged() throws IOException {
        whileOpen(() -> {
            source.requireUnchanged();
            return null;
        });
    }

    private <T> T whileOpen(Work<T> work) throws IOException {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException(name + " is closed");
            }
            return withinMemory(name, work);
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
                source.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
