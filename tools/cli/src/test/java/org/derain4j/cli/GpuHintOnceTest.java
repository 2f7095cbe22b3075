package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.derain4j.cli.FakeEngine.Run;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.machine.FakeMachine;
import org.derain4j.kernels.backend.DeviceCache;
import org.derain4j.video.ffmpeg.Ffmpeg;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A GPU that nobody asked for is told of once. */
@Isolated("sets properties of the JVM")
class GpuHintOnceTest {

    private static final String ROOT = "derain4j.openclRoot";
    private static final String HINT = "derain: note: An NVIDIA card is there: --backend opencl uses it; `derain devices "
            + "--tune 0` measures what it brings.\n";

    @TempDir
    private Path folder;

    private final FakeEngine engine = new FakeEngine();
    private String cacheBefore;
    private Path picture;

    @BeforeEach
    void pretend() throws IOException {
        FakeMachine.nvidia(folder.resolve("machine"));
        System.setProperty(ROOT, folder.resolve("machine").toString());
        cacheBefore = System.setProperty(DeviceCache.PROPERTY, folder.resolve("cache").toString());
        picture = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
    }

    @AfterEach
    void asBefore() {
        System.clearProperty(ROOT);
        if (cacheBefore == null) {
            System.clearProperty(DeviceCache.PROPERTY);
        } else {
            System.setProperty(DeviceCache.PROPERTY, cacheBefore);
        }
    }

    private String saidOf(Object... options) {
        Run run = engine.run(Stream.concat(Stream.of(picture, "--overwrite"), Stream.of(options)).toArray());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        return run.err();
    }

    @Test
    void theFirstRunTellsAndNoOther() {
        assertEquals(HINT, saidOf());
        assertEquals("", saidOf());
    }

    @Test
    void ofSeveralPicturesItIsSaidBeforeThem() throws IOException {
        Path broken = Files.writeString(folder.resolve("b.png"), "no picture");
        assertFalse(engine.run(broken).err().contains("NVIDIA"), "alone it is no run on the CPU");
        String[] lines = engine.run(broken, picture).err().split("(?<=\n)");
        assertEquals(HINT, lines[0]);
        assertTrue(lines[1].startsWith("derain: " + broken), lines[1]);
    }

    @Test
    void aFilmIsTheFirstRunToo() throws IOException, InterruptedException {
        boolean hasFfmpeg = Ffmpeg.find().isPresent();
        if (!hasFfmpeg) {
            System.out.println("GpuHintOnceTest: 1 case skipped: no ffmpeg on the PATH");
        }
        assumeTrue(hasFfmpeg, "no ffmpeg on the PATH");
        Path film = folder.resolve("rain.mkv");
        assertEquals(0, new ProcessBuilder("ffmpeg", "-v", "error", "-nostdin", "-f", "lavfi", "-i",
                "testsrc2=s=96x64:d=0.1", "-c:v", "ffv1", film.toString()).inheritIO().start().waitFor());
        assertEquals("", engine.run(film, "--dry-run").err());
        assertEquals("", engine.run(film, "--overwrite", "--quiet").err());
        assertEquals(HINT, engine.run(film, "--overwrite").err());
        assertEquals("", engine.run(film, "--overwrite").err());
    }

    /** And after each of them it can be said still. */
    @Test
    void whoIsNotToBeToldOrHasChosenIsNotTold() {
        for (List<String> options : List.of(List.of("--quiet"), List.of("--json"), List.of("--backend", "portable"),
                List.of("--backend", "opencl"), List.of("--dry-run"), List.of("-o", "-"))) {
            assertFalse(saidOf(options.toArray()).contains("NVIDIA"), options.toString());
        }
        assertEquals(HINT, saidOf("--backend", "auto"));
    }

    @Test
    void whereItCannotBeRememberedItIsNotSaid() throws IOException {
        System.setProperty(DeviceCache.PROPERTY, DeviceCache.NONE);
        assertEquals("", saidOf());
        System.setProperty(DeviceCache.PROPERTY, Files.createFile(folder.resolve("file")).resolve("cache").toString());
        assertEquals("", saidOf());
        System.setProperty(DeviceCache.PROPERTY, "no\0name");
        assertEquals("", saidOf());
    }

    @Test
    void aMachineWithoutACardIsNotToldOf() {
        System.setProperty(ROOT, folder.resolve("cache").toString());
        assertEquals("", saidOf());
        assertFalse(Files.exists(folder.resolve("cache")));
    }

    @Test
    void infoTellsEachTime() {
        for (int run = 0; run < 2; run++) {
            assertTrue(engine.run("info").out().contains("GPU          An NVIDIA card is there: "));
        }
        System.setProperty(ROOT, folder.resolve("cache").toString());
        assertFalse(engine.run("info").out().contains("GPU"));
    }

    /** In a JVM of its own, beside a command that does. */
    @Test
    void nothingNativeIsLoadedForIt() throws IOException, InterruptedException {
        assertTrue(loads("devices").contains("org.jocl"));
        assertFalse(Files.exists(folder.resolve("cache/gpu-hint-told")));
        for (String command : List.of("info", picture.toString())) {
            String loaded = loads(command);
            assertTrue(loaded.contains("org.derain4j.cli.machine.GpuDrivers "), command);
            for (String word : List.of("org.jocl", "org.derain4j.kernels.opencl", "JOCL", "libOpenCL", "libpocl")) {
                assertFalse(loaded.contains(word), command + " loads " + word);
            }
        }
        assertTrue(Files.exists(folder.resolve("cache/gpu-hint-told")));
    }

    /** The classes and libraries that a command loads. */
    private String loads(String command) throws IOException, InterruptedException {
        Path log = folder.resolve("loaded.txt");
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
                "-Xlog:class+load,library=info:file=" + log, "-Djava.awt.headless=true",
                "-D" + ROOT + "=" + System.getProperty(ROOT),
                "-D" + DeviceCache.PROPERTY + "=" + System.getProperty(DeviceCache.PROPERTY),
                "-cp", System.getProperty("java.class.path"), "org.derain4j.cli.Derain", command));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), printed);
        return Files.readString(log);
    }
}
