package org.derain4j.weights;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.function.ThrowingSupplier;

/** Files and bytes that several tests need. */
final class Fixtures {

    /** Opening a small file costs a few tens of kilobytes; believing a hostile size would cost far more than this. */
    private static final long ALLOCATION_LIMIT = 4 << 20;

    private Fixtures() {}

    static Path fixture(String name) {
        return Path.of(System.getProperty("derain4j.root"), "weights/formats/src/test/resources", name);
    }

    /** A file of a whole network; the engine keeps those. */
    static Path network(String name) {
        return Path.of(System.getProperty("derain4j.root"), "engine/src/test/resources", name);
    }

    /** A safetensors file of the given header, unpadded, and so many zeros as data. */
    static byte[] safetensors(String header, int dataSize) {
        return safetensors(header.getBytes(StandardCharsets.UTF_8), dataSize);
    }

    static byte[] safetensors(byte[] header, int dataSize) {
        return ByteBuffer.allocate(Long.BYTES + header.length + dataSize).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length).put(header).array();
    }

    static TensorFile checkpoint(Path folder, byte[] index, byte[] data) throws IOException {
        Files.write(folder.resolve("made.index"), index);
        Files.write(folder.resolve("made.data-00000-of-00001"), data);
        return TensorFile.open(folder.resolve("made"));
    }

    static byte[] flipped(byte[] bytes, int at, int bit) {
        byte[] copy = bytes.clone();
        copy[at] ^= (byte) (1 << bit);
        return copy;
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Runs the action and fails if this thread allocated much while it ran. */
    static <T> T frugally(ThrowingSupplier<T> action) throws Throwable {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        T result = action.get();
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < ALLOCATION_LIMIT, "allocated " + allocated + " bytes");
        return result;
    }
}
