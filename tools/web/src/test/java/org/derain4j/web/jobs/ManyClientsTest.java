package org.derain4j.web.jobs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.derain4j.engine.Derainer;
import org.derain4j.pictures.PictureReader;
import org.derain4j.pictures.PictureWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hundreds of orders at once, good ones, bad ones, and some that are cancelled: each has its own right end. */
@Timeout(120)
class ManyClientsTest {

    private static final int CLIENTS = 16;
    private static final int ORDERS = 25;
    private static final int PICTURES = 5;

    @TempDir
    Path folder;

    private enum Kind {
        GOOD, DAMAGED, FOREIGN, CANCELLED, REMOVED
    }

    private byte[] expected(byte[] png, Derainer derainer) throws Exception {
        Path in = Files.write(folder.resolve("in.png"), png);
        var picture = new PictureReader().read(in);
        Path out = folder.resolve("out.png");
        new PictureWriter().write(derainer.derain(picture.picture()), picture, out);
        byte[] bytes = Files.readAllBytes(out);
        Files.delete(in);
        Files.delete(out);
        return bytes;
    }

    @Test
    void nothingIsLostOrMixedUp() throws Exception {
        List<byte[]> pictures = new ArrayList<>();
        List<byte[]> results = new ArrayList<>();
        try (Derainer derainer = Desk.engine(Desk.LITE).build()) {
            for (int i = 0; i < PICTURES; i++) {
                pictures.add(Desk.encoded(Desk.picture(24 + 8 * i, 32, i), "png"));
                results.add(expected(pictures.get(i), derainer));
            }
        }
        Limits limits = new Limits(1 << 20, 1 << 20, CLIENTS * ORDERS, Duration.ofMinutes(2), CLIENTS * ORDERS,
                Duration.ofMinutes(30));
        try (Desk desk = new Desk(folder, limits);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Map<Kind, Integer>>> ends = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                Random random = new Random(client);
                ends.add(clients.submit(client(desk, random, pictures, results)));
            }
            Map<Kind, Integer> all = new EnumMap<>(Kind.class);
            for (Future<Map<Kind, Integer>> end : ends) {
                end.get().forEach((kind, number) -> all.merge(kind, number, Integer::sum));
            }
            assertEquals(CLIENTS * ORDERS, all.values().stream().mapToInt(Integer::intValue).sum());
            Map<String, Double> counters = desk.queue.counters();
            assertEquals((double) all.get(Kind.FOREIGN),
                    counters.get("derain_orders_refused_total{reason=\"no_picture\"}"));
            assertEquals((double) all.get(Kind.DAMAGED), counters.get("derain_jobs_total{outcome=\"no_picture\"}"));
            double ended = counters.get("derain_jobs_total{outcome=\"done\"}")
                    + counters.get("derain_jobs_total{outcome=\"cancelled\"}");
            assertEquals(all.get(Kind.GOOD) + all.get(Kind.CANCELLED) + all.get(Kind.REMOVED), ended);
            assertTrue(counters.get("derain_jobs_total{outcome=\"done\"}") >= all.get(Kind.GOOD));
            assertEquals(0, counters.get("derain_jobs_waiting"));
        }
        try (var files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }

    private static Callable<Map<Kind, Integer>> client(Desk desk, Random random, List<byte[]> pictures,
            List<byte[]> results) {
        return () -> {
            Map<Kind, Integer> sent = new EnumMap<>(Kind.class);
            for (int i = 0; i < ORDERS; i++) {
                Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
                int which = random.nextInt(pictures.size());
                sent.merge(kind, 1, Integer::sum);
                switch (kind) {
                    case GOOD -> assertArrayEquals(results.get(which),
                            Files.readAllBytes(Desk.done(desk.send(pictures.get(which), "a.png")).file()));
                    case DAMAGED -> {
                        byte[] cut = new byte[60];
                        System.arraycopy(pictures.get(which), 0, cut, 0, cut.length);
                        Desk.failed(desk.send(cut, "cut.png"));
                    }
                    case FOREIGN -> {
                        try {
                            desk.send("words".getBytes(), "words.png");
                            throw new AssertionError("taken");
                        } catch (RefusedException e) {
                            assertEquals(JobState.Reason.NO_PICTURE, e.reason());
                        }
                    }
                    case CANCELLED -> {
                        Job job = desk.send(pictures.get(which), "c.png");
                        Thread.sleep(random.nextInt(30));
                        job.cancel();
                        assertTrue(job.await() instanceof JobState.Cancelled || job.state() instanceof JobState.Done);
                    }
                    case REMOVED -> {
                        Job job = desk.send(pictures.get(which), "r.png");
                        Thread.sleep(random.nextInt(30));
                        desk.queue.remove(job);
                        assertEquals(Optional.empty(), desk.queue.find(job.id()));
                        assertTrue(job.await().isFinal());
                        assertEquals(Optional.empty(), job.result());
                    }
                }
            }
            return sent;
        };
    }
}
