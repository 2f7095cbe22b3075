package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Backend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As many threads work as are of use, and a number that cannot be meant is refused. */
class ThreadsTest {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, 1025, 1_000_000, Integer.MAX_VALUE})
    void aNumberThatCannotBeMeantIsRefusedAtOnce(int threads) throws IOException {
        String sentence = "threads is " + threads + "; give 1 to 1024";
        assertEquals(sentence, assertThrows(IllegalArgumentException.class, () -> Derainer.builder().threads(threads))
                .getMessage());
        for (String name : List.of("auto", "vector", "portable", "reference", "opencl")) {
            assertEquals(sentence, assertThrows(IllegalArgumentException.class,
                    () -> Backends.open(name, threads, false)).getMessage());
        }
        try (Derainer derainer = Derainer.builder().model(Fixtures.tinyGenerator()).threads(1).build()) {
            assertEquals(sentence, assertThrows(IllegalArgumentException.class,
                    () -> Probe.of(derainer).ceiling(threads)).getMessage());
        }
    }

    /** Each that waits for a processor would keep the others waiting. */
    @ParameterizedTest
    @ValueSource(strings = {"auto", "portable", "reference"})
    void noMoreThreadsWorkThanThereAreProcessors(String backend) throws IOException {
        Set<Thread> before = workers();
        float[] input = Fixtures.noise(64, 64);
        try (Derainer many = Derainer.builder().model(Fixtures.tinyGenerator()).backend(backend).threads(1024).build();
                Derainer one = Derainer.builder().model(many.model()).backend(backend).threads(1).build()) {
            assertEquals(PROCESSORS, many.threads());
            assertTrue(many.describe().contains(PROCESSORS + " thread"), many.describe());
            assertArrayEquals(one.derain(input, 64, 64), many.derain(input, 64, 64));
            Set<Thread> own = workers();
            own.removeAll(before);
            assertTrue(own.size() < PROCESSORS, own.toString()); // the caller is one of them
        }
    }

    @Test
    void allProcessorsWorkUnlessTold() throws IOException {
        try (Derainer derainer = Derainer.builder().model(Fixtures.tinyGenerator()).build();
                Backend few = Backends.open(Backends.PORTABLE, 1, false)) {
            assertEquals(Math.min(PROCESSORS, Backends.MOST_THREADS), derainer.threads());
            assertTrue(few.describe().contains("1 thread"), few.describe());
        }
    }

    private static Set<Thread> workers() {
        return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith("derain4j-"))
                .collect(Collectors.toSet());
    }
}
