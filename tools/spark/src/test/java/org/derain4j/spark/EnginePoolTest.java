package org.derain4j.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.PictureException;
import org.derain4j.pictures.PictureWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the tasks of an executor share. */
@Timeout(120)
@SuppressWarnings("try") // when leases end is what is tested
class EnginePoolTest {

    private static final long MB = 1 << 20;
    private static final DerainOptions HALF = DerainOptions.DEFAULT.withStrength(0.5);

    private static Weights lite;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() throws IOException {
        lite = Weights.of(LocalSpark.open(), "lite");
    }

    private static EnginePool pool(int tasks) {
        return new EnginePool(new Share(tasks, 1, 300 * MB, MB)); // a picture at a time
    }

    /** Begins it, and returns when it waits for others. */
    private static void requireWaits(FutureTask<?> task) throws InterruptedException {
        Thread thread = Thread.ofPlatform().daemon().start(task);
        while (thread.getState() != Thread.State.WAITING) {
            assertFalse(task.isDone());
            Thread.sleep(5);
        }
        Thread.sleep(50);
        assertEquals(Thread.State.WAITING, thread.getState());
    }

    @Test
    void derainersStayForTheNextTaskAndMakeWayForOthers() throws Exception {
        EnginePool pool = pool(2);
        Derainer first;
        try (EnginePool.Lease lease = pool.lease(lite, DerainOptions.DEFAULT);
                EnginePool.Lease other = pool.lease(lite, HALF)) {
            first = lease.derainer();
            assertSame(first.model(), other.derainer().model());
            assertEquals(1, first.threads());
            FutureTask<Derainer> third = new FutureTask<>(() -> {
                try (EnginePool.Lease late = pool.lease(lite, DerainOptions.DEFAULT)) {
                    return late.derainer();
                }
            });
            requireWaits(third);
            lease.close();
            assertSame(first, third.get(10, TimeUnit.SECONDS));
        }
        BufferedImage picture = Fixtures.picture(16, 16, BufferedImage.TYPE_3BYTE_BGR, 1);
        first.derain(picture);
        try (EnginePool.Lease _ = pool.lease(lite, HALF);
                EnginePool.Lease _ = pool.lease(lite, HALF)) {
            assertThrows(IllegalStateException.class, () -> first.derain(picture)); // it has been closed
        }
    }

    @Test
    void picturesWaitForMemory() throws Exception {
        EnginePool pool = new EnginePool(new Share(3, 1, 100 * MB, 10 * MB));
        try (EnginePool.Lease one = pool.lease(lite, DerainOptions.DEFAULT);
                EnginePool.Lease two = pool.lease(lite, DerainOptions.DEFAULT);
                EnginePool.Lease three = pool.lease(lite, DerainOptions.DEFAULT)) {
            one.enter(4 * MB);
            two.enter(4 * MB);
            FutureTask<Void> large = new FutureTask<>(() -> {
                three.enter(1000 * MB);
                return null;
            });
            requireWaits(large);
            two.close();
            assertFalse(large.isDone());
            one.close();
            large.get(10, TimeUnit.SECONDS);
            FutureTask<Void> next = new FutureTask<>(() -> {
                try (EnginePool.Lease lease = pool.lease(lite, DerainOptions.DEFAULT)) {
                    lease.enter(1);
                }
                return null;
            });
            requireWaits(next);
            three.close();
            next.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void twoModelsAtATimeAndMoreThreadsThanDerainers() throws Exception {
        Path tiny = Fixtures.tinyWeights(folder);
        List<Deraining> models = List.of(Deraining.of(LocalSpark.open(), DerainOptions.DEFAULT),
                Deraining.of(LocalSpark.open(), DerainOptions.DEFAULT.withModel(tiny.toString())));
        List<byte[]> contents = new ArrayList<>();
        List<byte[]> right = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Path file = folder.resolve(i + ".png");
            new PictureWriter().write(Fixtures.picture(60 + 20 * i, 48, BufferedImage.TYPE_3BYTE_BGR, i), file);
            contents.add(Files.readAllBytes(file));
            right.add(Command.derained(file));
            right.add(Command.derained(file, "-m", tiny.toString()));
        }
        EnginePool pool = pool(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Outcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                int at = i % 6;
                outcomes.add(threads.submit(() -> models.get(at % 2).derain(contents.get(at / 2), "p", Optional.empty(),
                        pool)));
            }
            for (int i = 0; i < 24; i++) {
                assertArrayEquals(right.get(i % 6), outcomes.get(i).get().content(), outcomes.get(i).get().message());
            }
        }
    }

    @Test
    void aPictureThatIsTooLargeForAShareHasTheWhole() throws Exception {
        Path file = folder.resolve("large.png");
        new PictureWriter().write(Fixtures.picture(640, 480, BufferedImage.TYPE_3BYTE_BGR, 1), file);
        byte[] content = Files.readAllBytes(file);
        Deraining deraining = new Deraining(DerainOptions.DEFAULT.withStrength(0), lite);
        EnginePool pool = new EnginePool(new Share(4, 1, 20 * MB, 10 * MB)); // each too little
        FutureTask<Outcome> large = new FutureTask<>(
                () -> deraining.derain(content, "large", Optional.empty(), pool));
        try (EnginePool.Lease other = pool.lease(lite, HALF)) {
            assertThrows(PictureException.class, () -> other.derainer().memory(480, 640));
            requireWaits(large);
            FutureTask<Void> small = new FutureTask<>(() -> {
                try (EnginePool.Lease lease = pool.lease(lite, HALF)) {
                    assertFalse(lease.all());
                }
                return null;
            });
            requireWaits(small); // or the large one would wait for ever
            other.close();
            assertTrue(large.get(60, TimeUnit.SECONDS).done(), large.get().message());
            small.get(10, TimeUnit.SECONDS);
        }
        try (EnginePool.Lease all = pool.leaseAll(lite, HALF, 480, 640)) {
            assertEquals(Math.min(4, Runtime.getRuntime().availableProcessors()), all.derainer().threads());
            assertTrue(all.all());
        }
        assertThrows(PictureException.class, () -> pool.leaseAll(lite, HALF, 4800, 6400));
        pool.lease(lite, HALF).close();
    }

    @Test
    void anotherModelThanTheDriversIsRefused() throws Exception {
        EnginePool pool = pool(1);
        String other = "0".repeat(64);
        byte[] content = {1};
        Deraining wrong = new Deraining(DerainOptions.DEFAULT, new Weights("lite", other, null));
        for (int i = 0; i < 3; i++) { // none takes the place of a derainer for ever
            String message = assertThrows(UncheckedIOException.class,
                    () -> wrong.derain(content, "p", Optional.empty(), pool)).getMessage();
            assertEquals(
                    "the model `lite` of this executor is not the driver's (SHA-256 %.12s..., there 000000000000...): "
                            .formatted(lite.sha256()) + "give driver and executors the same jar of Derain4J",
                    message);
        }
        Outcome outcome = new Deraining(DerainOptions.DEFAULT, lite).derain(content, "p", Optional.empty(), pool);
        assertFalse(outcome.done());
    }

    @Test
    void whatNoMemoryWouldDoForIsARowAndTheNextOneWorks() throws Exception {
        Fixtures.broken(folder);
        new PictureWriter().write(Fixtures.picture(64, 48, BufferedImage.TYPE_3BYTE_BGR, 1), folder.resolve("a.png"));
        Deraining deraining = new Deraining(DerainOptions.DEFAULT, lite);
        for (long budget : new long[]{100 * MB, Long.MAX_VALUE - 1}) { // refused for the budget, for the heap
            EnginePool pool = new EnginePool(new Share(1, 1, budget, 10 * MB));
            Outcome huge = deraining.derain(Files.readAllBytes(folder.resolve("huge.png")), "huge", Optional.empty(),
                    pool);
            assertTrue(huge.lacksRoom(), huge.message());
            assertTrue(huge.message().startsWith("huge: 20000 x 20000 pixels take "), huge.message());
            assertTrue(deraining.derain(Files.readAllBytes(folder.resolve("a.png")), "a", Optional.empty(), pool)
                    .done());
        }
    }

    @Test
    void anExecutorsCoresAndHeapAreShared() {
        int all = Runtime.getRuntime().availableProcessors();
        assertEquals(1, cores("local"));
        assertEquals(4, cores("local[4]"));
        assertEquals(4, cores("local[4, 2]"));
        assertEquals(all, cores("local[*]"));
        assertEquals(3, cores("local-cluster[2,3,2048]"));
        assertEquals(all, cores("spark://host:7077"));
        assertEquals(1, cores("yarn"));
        assertEquals(5, Share.cores("", new SparkConf(false).setMaster("k8s://https://host").set("spark.executor.cores",
                "5")));
        String executor = "org.apache.spark.executor.CoarseGrainedExecutorBackend --driver-url spark://x@host:1 "
                + "--executor-id 0 --hostname host --cores 3 --app-id app-1 --resourceProfileId 0";
        assertEquals(3, Share.cores(executor, new SparkConf(false).setMaster("spark://host:7077"))); // and not all
        assertEquals(new Share(4, 2, 1024 * MB / 4, 1024 * MB / 2), Share.of(4, 2, (2048 + 300) * MB));
        assertEquals(300 * MB, Share.of(1, 1, 400 * MB).network() * 2);
    }

    @Test
    void scratchFilesGoWhereTheClusterHasRoom() throws IOException {
        Path yarn = Files.createDirectory(folder.resolve("yarn"));
        Path local = Files.createDirectory(folder.resolve("local"));
        SparkConf conf = new SparkConf(false);
        assertEquals(Optional.empty(), LocalFolders.roomiest(Map.of(), conf));
        assertEquals(Optional.of(yarn), LocalFolders.roomiest(
                Map.of("LOCAL_DIRS", folder.resolve("none") + ", " + yarn, "SPARK_LOCAL_DIRS", local.toString()),
                conf));
        conf.set("spark.local.dir", local.toString());
        assertEquals(Optional.of(local), LocalFolders.roomiest(Map.of("SPARK_LOCAL_DIRS", "/dev/shm"), conf));
    }

    private static int cores(String master) {
        return Share.cores("", new SparkConf(false).setMaster(master));
    }
}
