package org.derain4j.web.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.derain4j.engine.Derainer;
import org.derain4j.web.jobs.Engines;
import org.derain4j.web.jobs.Limits;
import org.derain4j.web.server.DerainServer;
import org.derain4j.web.server.ServerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tiny pictures and all that is hostile, from many clients at once: every answer is right, nothing is lost, nothing is left. {@link LoadTrial} is the large one.
 * {@code -Dderain4j.load.seed=N} sends what the run that printed N has sent.
 */
class LoadTest {

    private static final int[][] SIZES = {{16, 16}, {17, 23}, {48, 32}};
    private static final int PICTURES = 60;
    private static final int CLIENTS = 16;
    private static final long MOST_BYTES = 1 << 20;
    private static final int MOST_FAULTS_SHOWN = 30;
    private static final long MOST_GROWTH = 48 << 20;

    @TempDir
    private Path folder;

    /** One small model, as the command has it by default. */
    private static final class Lite implements Engines {

        @Override
        public List<Choice> models() {
            return List.of(new Choice("lite", "small and fast", "Apache-2.0"));
        }

        @Override
        public Derainer open(String model) throws IOException {
            return Derainer.builder().memoryBudget(256 << 20).build();
        }
    }

    @Test
    void everyAnswerIsRightAndNothingIsLostOrLeft() throws Exception {
        long seed = Long.getLong("derain4j.load.seed", System.nanoTime() % 1_000_000);
        System.out.println("load of seed " + seed);
        Random random = new Random(seed);
        List<Sample> samples = Corpus.of(Files.createDirectory(folder.resolve("corpus")), random, SIZES, 15, 15);
        List<Request> plan = Plan.of(samples, PICTURES, random);
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        List<String> faults = new ArrayList<>();
        List<String> threads;
        try (Probe probe = Probe.here()) {
            threads = probe.threads();
            try (DerainServer server = server(temporary)) {
                faults.addAll(faultsOf(server, probe, samples, plan, seed));
            }
            probe.newThreads(threads).forEach(name -> faults.add("a thread is left: " + name));
        }
        LaunchedServer.files(temporary).forEach(file -> faults.add("a file is left: " + file));
        assertEquals("", faults.stream().limit(MOST_FAULTS_SHOWN).collect(Collectors.joining("\n")),
                faults.size() + " faults, seed " + seed);
    }

    private static List<String> faultsOf(DerainServer server, Probe probe, List<Sample> samples, List<Request> plan,
            long seed) throws Exception {
        Books before;
        try (Target target = new Target(server.uri(), MOST_BYTES)) {
            Plan.first(samples).call().send(target, new Random(seed));
        }
        try (Target target = new Target(server.uri(), MOST_BYTES)) {
            before = Books.atRest(target);
        }
        long heap = probe.heapAfterCollection();
        List<String> threads = probe.threads();
        Target clients = new Target(server.uri(), MOST_BYTES);
        Load load;
        try (clients) {
            load = Load.run(clients, plan, CLIENTS, seed);
        }
        System.out.println(LatencyTable.of(load));
        List<String> faults = new ArrayList<>(load.faults());
        assertEquals(plan.size(), load.outcomes().size(), "requests that are accounted for");
        try (Target target = new Target(server.uri(), MOST_BYTES)) {
            faults.addAll(Books.atRest(target).faults(before, clients));
        }
        probe.newThreads(threads).forEach(name -> faults.add("a thread is left while the server rests: " + name));
        long growth = probe.heapAfterCollection() - heap;
        assertTrue(growth < MOST_GROWTH, "the heap has grown by " + (growth >> 20) + " MB");
        return faults;
    }

    /** With so few places that it is busy now and then, and a temporary folder that nobody else uses. */
    private static DerainServer server(Path temporary) throws IOException {
        Limits limits = new Limits(MOST_BYTES, 1 << 20, 8, Duration.ofSeconds(60), 64, Duration.ofMinutes(5));
        String usual = System.setProperty("java.io.tmpdir", temporary.toString());
        try {
            return DerainServer.start(new ServerOptions("127.0.0.1", 0, List.of(), Optional.empty(), "test"),
                    new Lite(), limits);
        } finally {
            System.setProperty("java.io.tmpdir", usual);
        }
    }
}
