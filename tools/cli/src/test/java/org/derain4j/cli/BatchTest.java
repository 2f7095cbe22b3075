package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.derain4j.cli.FakeEngine.Run;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.telling.Engine;
import org.derain4j.engine.Memory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many pictures at once, on a stand-in for the network. */
@Timeout(60)
class BatchTest {

    private static final int PATIENCE_SECONDS = 30;

    @TempDir
    private Path folder;

    private List<Path> pictures(int number) throws IOException {
        List<Path> pictures = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            pictures.add(Pictures.save(Pictures.colour(), folder.resolve("p%02d.png".formatted(i))));
        }
        return pictures;
    }

    private Path result(int number) {
        return folder.resolve("dry/p%02d.png".formatted(number));
    }

    private Run run(FakeEngine engine, List<Path> pictures, Object... options) {
        return engine.run(Stream.of(pictures.stream(), Stream.of("-o", folder + "/dry/"), Stream.of(options))
                .flatMap(words -> words).toArray());
    }

    /** In decoding, in the network with all kinds of failures, and in writing. */
    @Test
    void whateverFailsIsToldInItsTurnAndTheOthersAreDone() throws IOException {
        List<Path> pictures = pictures(12);
        Files.writeString(pictures.get(2), "no picture");
        AtomicInteger number = new AtomicInteger(-1);
        FakeEngine engine = new FakeEngine(picture -> switch (number.incrementAndGet()) {
            case 3 -> throw new OutOfMemoryError("Java heap space"); // p04, as p02 does not come here
            case 4 -> throw new IllegalStateException("odd");
            case 5 -> throw new NoClassDefFoundError("Gone");
            case 6 -> {
                assertTrue(result(7).toFile().mkdir()); // in the way
                yield FakeEngine.inverted(picture);
            }
            default -> FakeEngine.inverted(picture);
        }, 0);
        Run run = run(engine, pictures, "--overwrite");
        assertEquals(ExitCode.NO_ROOM, run.exitCode(), run.err());
        List<String> done = run.out().lines().map(line -> line.replaceAll(".* -> .*/(p..\\.png) .* (\\d+/12)", "$1 $2"))
                .toList();
        assertEquals(List.of("p00.png 1/12", "p01.png 2/12", "p03.png 4/12", "p08.png 9/12", "p09.png 10/12",
                "p10.png 11/12", "p11.png 12/12"), done.subList(0, done.size() - 1));
        assertTrue(done.getLast().startsWith("7 of 12 pictures in ") && done.getLast().endsWith(", 5 failed"),
                done.getLast());
        List<String> said = run.err().lines().toList();
        assertTrue(said.get(0).startsWith("derain: " + pictures.get(2) + ": not a PNG"), run.err());
        assertEquals("derain: " + pictures.get(4) + ": not enough memory; scale it down or run on a larger machine.",
                said.get(1));
        assertTrue(said.get(2).startsWith("derain: " + pictures.get(5) + ": internal error"), run.err());
        assertTrue(said.get(3).startsWith("derain: " + pictures.get(6) + ": internal error"), run.err());
        assertTrue(said.get(4).startsWith("derain: " + result(7) + ": cannot be written (is a folder"), run.err());
        assertTrue(said.get(5).startsWith("derain: 5 of 12 pictures failed: "), run.err());
        for (int i : new int[]{0, 1, 3, 8, 9, 10, 11}) {
            assertTrue(Files.isRegularFile(result(i)), result(i).toString());
        }
        try (Stream<Path> files = Files.list(folder.resolve("dry"))) {
            assertEquals(8, files.count(), "results, and what was in the way");
        }
    }

    @Test
    void theNextPictureIsDecodedAndTheLastOneWrittenMeanwhile() throws IOException {
        CountDownLatch decoded = new CountDownLatch(3);
        AtomicInteger number = new AtomicInteger(-1);
        List<String> late = Collections.synchronizedList(new ArrayList<>());
        FakeEngine engine = new FakeEngine(picture -> {
            switch (number.incrementAndGet()) {
                case 0 -> await(() -> decoded.getCount() == 0, "two more are being decoded", late);
                case 1 -> await(() -> Files.exists(result(0)), "the first is written", late);
                default -> {
                }
            }
            return FakeEngine.inverted(picture);
        }, 0) {

            @Override
            Memory memory(int height, int width) {
                if (Thread.currentThread().getName().equals("derain-decode")) {
                    decoded.countDown();
                }
                return super.memory(height, width);
            }
        };
        assertEquals(ExitCode.DONE, run(engine, pictures(5)).exitCode());
        assertEquals(List.of(), late);
        assertFalse(Thread.getAllStackTraces().keySet().stream().anyMatch(
                thread -> thread.isAlive() && thread.getName().matches("derain-(de|en)code") && !thread.isDaemon()));
    }

    @Test
    void aPictureThatHasNoRoomBesideOthersWaitsUntilTheyAreWritten() throws IOException {
        AtomicInteger number = new AtomicInteger();
        List<Integer> early = Collections.synchronizedList(new ArrayList<>());
        FakeEngine engine = new FakeEngine(picture -> {
            int now = number.getAndIncrement();
            if (now > 0 && !Files.exists(result(now - 1))) {
                early.add(now);
            }
            return FakeEngine.inverted(picture);
        }, 0).within(1);
        Run run = run(engine, pictures(8));
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals(List.of(), early);
    }

    @Test
    void resultsAreTheSameAsOfSingleRuns() throws IOException {
        List<Path> pictures = pictures(3);
        assertEquals(ExitCode.DONE, run(new FakeEngine(), pictures, "--compare").exitCode());
        for (Path picture : pictures) {
            Path single = folder.resolve("single.png");
            assertEquals(ExitCode.DONE,
                    new FakeEngine().run(picture, "-o", single, "--compare", "--overwrite").exitCode());
            assertEquals(-1, Files.mismatch(single, folder.resolve("dry").resolve(picture.getFileName())));
            String name = picture.getFileName().toString().replace(".png", ".compare.png");
            assertEquals(-1, Files.mismatch(folder.resolve("single.compare.png"), folder.resolve("dry").resolve(name)));
        }
    }

    @Test
    void jsonIsOnStandardOutputAlone() throws IOException {
        List<Path> pictures = new ArrayList<>(pictures(2));
        pictures.add(folder.resolve("missing.png"));
        Run run = run(new FakeEngine(), pictures, "--json", "--compare");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        List<String> lines = run.out().lines().toList();
        assertEquals(4, lines.size(), run.out());
        assertTrue(lines.get(0).matches("\\{ \"status\": \"done\", \"input\": \"\\Q" + pictures.get(0)
                + "\\E\", \"output\": \".*/dry/p00.png\", \"beside\": \\[ \".*/dry/p00.compare.png\" ], \"width\": 16, \"height\": 12, "
                + "\"model\": \\{ \"name\": \"imitation\", \"sha256\": \"0{64}\" }, \"backend\": \"fake\", "
                + "\"milliseconds\": \\{ \"decode\": [\\d.]+, \"network\": [\\d.]+, \"encode\": [\\d.]+, \"total\": [\\d.]+ }, "
                + "\"warnings\": \\[] }"), lines.get(0));
        assertTrue(lines.get(2).contains("\"status\": \"failed\""), lines.get(2));
        assertTrue(lines.get(3).startsWith("{ \"status\": \"totals\", \"done\": 2, \"failed\": 1, \"skipped\": 0"),
                lines.get(3));
    }

    /** Here what tells of the first one, which no stage deals with; the others have no room beside it. */
    @Test
    void aBugAfterThePictureEndsTheRunAndDoesNotHangIt() throws IOException {
        FakeEngine engine = new FakeEngine() {

            @Override
            Engine about() {
                throw new OutOfMemoryError("Java heap space");
            }
        }.within(1);
        assertEquals(ExitCode.NO_ROOM, run(engine, pictures(3), "--json").exitCode());
        assertTrue(Files.isRegularFile(result(2)));
    }

    @Test
    void quietIsQuiet() throws IOException {
        Run run = run(new FakeEngine().saying("it takes long"), pictures(2), "--quiet");
        assertEquals(new Run(ExitCode.DONE, "", ""), run);
    }

    private interface Condition {

        boolean holds();
    }

    private static void await(Condition condition, String what, List<String> late) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                late.add(what);
                return;
            }
            Thread.onSpinWait();
        }
    }
}
