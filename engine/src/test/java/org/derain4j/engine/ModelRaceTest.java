package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.derain4j.weights.DType;
import org.derain4j.weights.SafetensorsWriter;
import org.derain4j.weights.WeightFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Weights that are loaded while another writes them: the one's or the other's as a whole, or the promised exception. But for a
 * writer that rests in the middle: then there is such a file, and nothing that tells it from a whole one.
 */
class ModelRaceTest {

    private static final int LOADS = 60;

    /** A load waits 30 ms for a writer, by the times that files have, which come up to 10 ms late. */
    private static final long REST_NANOS = 15_000_000;

    /** When some bytes were written, in order. */
    private static final List<Write> WRITES = Collections.synchronizedList(new ArrayList<>());

    /** By the clock of {@link System#nanoTime}: before and after. */
    private record Write(long begin, long end) {}

    @TempDir
    private Path folder;

    /** How a writer goes about it. */
    private interface Writing {

        void write(Path file, byte[] bytes) throws IOException;
    }

    /** Over the old bytes, a little at a time. */
    private static void over(Path file, byte[] bytes) throws IOException {
        write(FileChannel.open(file, StandardOpenOption.WRITE), bytes);
    }

    /** As most programs write: cut to nothing, then filled. */
    private static void anew(Path file, byte[] bytes) throws IOException {
        write(FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING), bytes);
    }

    private static void write(FileChannel file, byte[] bytes) throws IOException {
        try (file) {
            for (int at = 0; at < bytes.length; at += 1 << 12) {
                long begin = System.nanoTime();
                file.write(ByteBuffer.wrap(bytes, at, Math.min(1 << 12, bytes.length - at)));
                WRITES.add(new Write(begin, System.nanoTime()));
            }
        }
    }

    private static void replaced(Path file, byte[] bytes) throws IOException {
        Path beside = Files.write(file.resolveSibling("beside"), bytes);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"over", "anew", "replaced"})
    void safetensors(String how) throws Exception {
        Path path = folder.resolve("a.safetensors");
        List<byte[]> both = List.of(safetensors(0.25f), safetensors(0.5f));
        Files.write(path, both.getFirst());
        int refused = race(path, () -> {
            for (byte[] bytes : both) {
                writing(how).write(path, bytes);
            }
        });
        assertTrue(how.equals("replaced") ? refused == 0 : refused > 0, how + ": " + refused + " refused");
    }

    private static Writing writing(String how) {
        return switch (how) {
            case "over" -> ModelRaceTest::over;
            case "anew" -> ModelRaceTest::anew;
            default -> ModelRaceTest::replaced;
        };
    }

    /** Of a checkpoint every tensor has its checksum, and the index that names them comes last. */
    @Test
    void checkpoints() throws Exception {
        Path index = Files.copy(Fixtures.file("tiny_generator/tiny.index"), folder.resolve("tiny.index"));
        String shard = "tiny.data-00000-of-00001";
        byte[] data = Files.readAllBytes(Fixtures.file("tiny_generator/" + shard));
        Files.write(folder.resolve(shard), data);
        byte[] other = data.clone();
        for (int i = 3; i < other.length; i += 4) {
            other[i] ^= (byte) 0x80;
        }
        Model expected = Model.load(index);
        int refused = 0;
        for (int i = 0; i < LOADS; i++) {
            over(folder.resolve(shard), i % 2 == 0 ? other : data);
            try {
                Model model = Model.load(index);
                for (Model.Variable variable : model.variables()) {
                    assertArrayEquals(expected.values(variable.name()), model.values(variable.name()));
                }
            } catch (WeightFormatException e) {
                refused++;
            }
        }
        assertTrue(refused == LOADS / 2, refused + " refused");
    }

    @FunctionalInterface
    private interface Writer {

        void round() throws IOException;
    }

    /** Loads while the writer goes on; returns how many loads were refused. */
    private static int race(Path path, Writer writer) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<Throwable> problems = new ArrayList<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                while (!done.get()) {
                    writer.round();
                }
            } catch (Throwable e) {
                problems.add(e);
            }
        });
        int refused = 0;
        try {
            for (int i = 0; i < LOADS; i++) {
                long begin = System.nanoTime();
                try {
                    Model model = Model.load(path);
                    assertTrue(isWhole(model) || hasRested(begin, System.nanoTime()), "a model of two files");
                } catch (WeightFormatException | ModelException e) {
                    refused++;
                }
            }
        } finally {
            done.set(true);
            thread.join();
        }
        assertTrue(problems.isEmpty(), problems.toString());
        return refused;
    }

    /** Whether all values are those of one file. */
    private static boolean isWhole(Model model) {
        float first = model.values(model.variables().getFirst().name())[0];
        return model.variables().stream().map(variable -> model.values(variable.name())).allMatch(values -> {
            for (float value : values) {
                if (value != first) {
                    return false;
                }
            }
            return first == 0.25f || first == 0.5f;
        });
    }

    /** Whether the writer may have, while there was a load, as on a machine where others are at work. */
    private static boolean hasRested(long begin, long end) {
        long last = begin - REST_NANOS;
        synchronized (WRITES) {
            for (Write write : WRITES) {
                if (write.end() > begin && last < end && write.end() - last >= REST_NANOS) {
                    return true;
                }
                last = write.begin();
            }
        }
        return end - last >= REST_NANOS;
    }

    /** A network all of whose values are the same. */
    private byte[] safetensors(float value) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter(Map.of());
        Model model = Model.load(Fixtures.file("tiny_generator/tiny"));
        for (Model.Variable variable : model.variables()) {
            float[] values = new float[variable.shape().stream().mapToInt(Integer::intValue).reduce(1,
                    (a, b) -> a * b)];
            Arrays.fill(values, value);
            writer.add(variable.name(), DType.F32, variable.shape(), values);
        }
        Path file = folder.resolve("made");
        writer.write(file);
        return Files.readAllBytes(file);
    }
}
