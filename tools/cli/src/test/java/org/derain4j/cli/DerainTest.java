package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.derain4j.cli.FakeEngine.Run;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Rounding;
import org.derain4j.pictures.PictureReader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

/** The whole command on a stand-in for the network: pictures in and out, exit codes, sentences. */
class DerainTest {

    @TempDir
    private Path folder;

    private final FakeEngine engine = new FakeEngine();

    @Test
    void onePictureIsWrittenBesideItsInput() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        byte[] before = Files.readAllBytes(input);
        Run run = engine.run(input);
        assertEquals("", run.err());
        assertEquals(ExitCode.DONE, run.exitCode());
        Path output = folder.resolve("a.derained.png");
        assertTrue(run.out().matches("\\Q" + input + " -> " + output + "\\E  16x12  \\d+\\.\\d s\\R"), run.out());
        assertArrayEquals(Pictures.samples(FakeEngine.inverted(Pictures.colour())), samples(output));
        assertArrayEquals(before, Files.readAllBytes(input));
        assertEquals(List.of(Rounding.NEAREST), engine.opened);
    }

    @Test
    void kindsSurvive() throws IOException {
        for (BufferedImage picture : List.of(Pictures.grey(), Pictures.transparentGrey(), Pictures.transparent())) {
            Path input = Pictures.save(picture, folder.resolve(picture.getRaster().getNumBands() + ".png"));
            assertEquals(ExitCode.DONE, engine.run(input).exitCode());
            Path output = folder.resolve(picture.getRaster().getNumBands() + ".derained.png");
            assertArrayEquals(Pictures.samples(FakeEngine.inverted(picture)), samples(output));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "bmp", "tiff"})
    void formatsAreKept(String extension) throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a." + extension));
        assertEquals(ExitCode.DONE, engine.run(input).exitCode());
        assertTrue(Files.exists(folder.resolve("a.derained." + extension)));
    }

    @Test
    void webpStaysWebp() throws IOException {
        assertEquals(ExitCode.DONE, engine.run(Pictures.fixture("rgb.webp", folder)).exitCode());
        assertArrayEquals(Pictures.samples(FakeEngine.inverted(Pictures.colour())),
                samples(folder.resolve("rgb.derained.webp")));
    }

    @Test
    void theComparisonShowsBoth() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        assertEquals(ExitCode.DONE, engine.run(input, "--compare").exitCode());
        BufferedImage both = new PictureReader().read(folder.resolve("a.compare.png")).picture();
        assertEquals(2 * Pictures.WIDTH + 4, both.getWidth());
        assertEquals(Pictures.HEIGHT, both.getHeight());
        for (int y = 0; y < Pictures.HEIGHT; y++) {
            for (int x = 0; x < Pictures.WIDTH; x++) {
                int[] c = Pictures.rgb(x, y);
                assertArrayEquals(c, both.getRaster().getPixel(x, y, (int[]) null));
                assertArrayEquals(new int[]{255 - c[0], 255 - c[1], 255 - c[2]},
                        both.getRaster().getPixel(x + Pictures.WIDTH + 4, y, (int[]) null));
            }
            assertArrayEquals(new int[]{255, 255, 255}, both.getRaster().getPixel(Pictures.WIDTH + 1, y, (int[]) null));
        }
    }

    @Test
    void oneFailureDoesNotStopTheOthers() throws IOException {
        Path good = Pictures.save(Pictures.colour(), folder.resolve("good.png"));
        Path text = Files.writeString(folder.resolve("text.png"), "no picture at all");
        Path missing = folder.resolve("missing.png");
        Path last = Pictures.save(Pictures.grey(), folder.resolve("last.png"));
        Run run = engine.run(good, text, missing, last, "-o", folder + "/dry/");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        List<String> lines = run.out().lines().toList();
        assertEquals(3, lines.size(), run.out());
        assertTrue(lines.get(0).matches(".*/good\\.png  16x12  \\d+\\.\\d s  1/4"), lines.get(0));
        assertTrue(lines.get(1).matches(".*/last\\.png  16x12  \\d+\\.\\d s  4/4"), lines.get(1));
        assertTrue(lines.get(2).matches("2 of 4 pictures in [\\d.]+ s \\([\\d.]+ s each\\), 2 failed"), lines.get(2));
        assertEquals(List.of(
                "derain: " + text + ": not a PNG, JPEG, BMP, WebP or TIFF picture, whatever its name says.",
                "derain: " + missing + ": no such file or folder.",
                "derain: 2 of 4 pictures failed: " + text + ", " + missing + "."),
                run.err().lines().toList());
        assertEquals(List.of("good.png", "last.png"), names(folder.resolve("dry")));
    }

    @Test
    void existingResultsAreKeptUnlessOverwriting() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        Path output = Files.writeString(folder.resolve("a.derained.png"), "precious");
        Run refused = engine.run(input);
        assertEquals(ExitCode.INPUT_FAILED, refused.exitCode());
        assertEquals("precious", Files.readString(output));
        assertEquals(
                "derain: " + input + ": its result " + output + " exists already; add --overwrite to replace it.\n",
                refused.err());
        assertEquals(List.of(), engine.opened, "no model is loaded where nothing can be done");
        assertEquals(ExitCode.DONE, engine.run(input, "--overwrite").exitCode());
        assertArrayEquals(Pictures.samples(FakeEngine.inverted(Pictures.colour())), samples(output));
    }

    @Test
    void theInputIsOverwrittenOnlyOnRequest() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        assertEquals(ExitCode.INPUT_FAILED, engine.run(input, "-o", input).exitCode());
        assertArrayEquals(Pictures.samples(Pictures.colour()), samples(input));
        assertEquals(ExitCode.DONE, engine.run(input, "-o", input, "--overwrite").exitCode());
        assertArrayEquals(Pictures.samples(FakeEngine.inverted(Pictures.colour())), samples(input));
    }

    @Test
    void notesGoToTheErrorStream() throws IOException {
        Path input = Pictures.fixture("animated.webp", folder);
        Run run = engine.run(input);
        assertEquals(ExitCode.DONE, run.exitCode());
        assertEquals("derain: note: " + input + ": only the first of its 2 frames is kept.\n", run.err());
    }

    @Test
    void aReadOnlyFolderIsNamed() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        Path closed = Files.createDirectory(folder.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        Assumptions.assumeFalse(Files.isWritable(closed), "permission bits do not bind the superuser");
        Run run = engine.run(input, "-o", closed);
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals("derain: " + input + ": the folder " + closed
                + " for its result cannot be written to; choose another place with -o.\n", run.err());
        assertEquals(List.of(), engine.opened, "that is known before the work");
    }

    @Test
    void aFolderThatTakesNoFilesIsNamedEvenToTheSuperuser() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        Path proc = Path.of("/proc");
        Assumptions.assumeTrue(Files.isDirectory(proc), "a folder of Linux that nobody can create a file in");
        Run run = engine.run(input, "-o", proc);
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertTrue(run.err().startsWith("derain: /proc/a.png: cannot be written ("), run.err());
        assertEquals(1, run.err().lines().count());
    }

    @Test
    void everyBackendIsNamedToWhoNamesNone() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        Run run = engine.run(input, "--backend", "opencl:0:double");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains("'opencl:0:double' is none of auto, vector, portable, reference, "
                + "opencl[:N][:half|:tf32]"), run.err());
    }

    @Test
    void tooLittleMemoryIsSaidBeforeDecoding() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        Run run = new FakeEngine(FakeEngine::inverted, 1L << 40).run(input);
        assertEquals(ExitCode.NO_ROOM, run.exitCode());
        assertTrue(run.err().startsWith("derain: " + input + ": 16 x 12 pixels take 196608.0 GB of memory"), run.err());
    }

    @Test
    void runningOutOfMemoryIsASentence() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        Run run = new FakeEngine(_ -> {
            throw new OutOfMemoryError("Java heap space");
        }, 0).run(input);
        assertEquals(ExitCode.NO_ROOM, run.exitCode());
        assertEquals("derain: " + input + ": not enough memory; scale it down or run on a larger machine.\n",
                run.err());
        assertEquals(List.of("a.png"), names(folder));
    }

    @Test
    void aBugIsReportedWithATraceOnlyOnRequest() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        FakeEngine broken = new FakeEngine(_ -> {
            throw new IllegalArgumentException("odd");
        }, 0);
        Run quiet = broken.run(input);
        assertEquals(ExitCode.INPUT_FAILED, quiet.exitCode());
        assertEquals("derain: " + input + ": internal error (java.lang.IllegalArgumentException: odd), "
                + "please report it with what --debug prints.\n", quiet.err());
        Run loud = broken.run(input, "--debug");
        assertTrue(loud.err().contains("\tat org.derain4j.cli.DerainTest"), loud.err());
    }

    @Test
    void unusableWeightsEndTheRunAtOnce() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        Run run = FakeEngine.run((_, _) -> {
            throw Failure.model("m.safetensors: cut short", null);
        }, input, input.resolveSibling("missing.png"));
        assertEquals(ExitCode.MODEL, run.exitCode());
        assertEquals("derain: m.safetensors: cut short.\n", run.err());
    }

    @Test
    void aBugElsewhereHasItsOwnExitCode() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        Run run = FakeEngine.run((_, _) -> {
            throw new NoClassDefFoundError("Gone");
        }, input);
        assertEquals(ExitCode.INTERNAL, run.exitCode());
        assertTrue(run.err().contains("internal error") && !run.err().contains("\tat "), run.err());
    }

    @Test
    void optionsReachTheEngine() throws IOException {
        Path model = Fixtures.checkpoint(Fixtures.TINY_MODEL);
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        Run run = FakeEngine.run((options, rounding) -> {
            try (Derainer derainer = options.open(rounding)) {
                assertEquals(model.toString(), derainer.model().name());
                assertTrue(derainer.describe().startsWith("reference"), derainer.describe());
                assertEquals(1, derainer.threads());
            }
            assertEquals(Rounding.OFFICIAL, rounding);
            return new FakeEngine().open(options, rounding);
        }, input, "-m", model, "--backend", "reference", "--threads", "1", "--rounding", "official");
        assertEquals("", run.err());
        assertEquals(ExitCode.DONE, run.exitCode());
    }

    @Test
    void wrongUsageIsOneSentenceAndExitsWithTwo() {
        assertUsage("no picture named");
        assertUsage("Unknown option: '--wet'", "a.png", "--wet");
        assertUsage("'gpu'", "a.png", "--backend", "gpu");
        assertUsage("'up'", "a.png", "--rounding", "up");
        assertUsage("'two'", "a.png", "--threads", "two");
        for (String[] words : new String[][]{{"a.png", "-o", ""}, {"a.png", "--scratch", ""},
            {"convert", "lite", "-o", ""}, {"export", "lite", "-o", ""}, {"convert", "", "-o", "b.safetensors"},
            {"eval", "--rain", "", "--clean", ""}, {"add-rain", "a.png", "-k", "light", "-o", ""}}) {
            assertUsage("it is empty; name a file or a folder", (Object[]) words);
        }
        assertUsage("the model's name is empty", "inspect", "");
        assertUsage("Missing required parameter for option '--output'", "a.png", "-o");
        assertUsage("'a.png' means nothing before 'info'", "a.png", "info");
        assertUsage("'--model' means nothing before 'info'", "-m", "x", "info");
        assertUsage("'--wet'", "info", "--wet");
    }

    private void assertUsage(String part, Object... args) {
        Run run = engine.run(args);
        assertEquals(ExitCode.USAGE, run.exitCode(), run.err());
        assertTrue(run.err().contains(part), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals("", run.out());
    }

    @Test
    void anAtSignIsPartOfAName() throws IOException {
        Pictures.save(Pictures.colour(), folder.resolve("@sunset.png"));
        assertEquals(ExitCode.DONE, engine.run(folder.resolve("@sunset.png")).exitCode());
        assertTrue(engine.run("@nowhere.png").err().startsWith("derain: @nowhere.png: no such file"));
    }

    @Test
    void helpAndVersion() {
        Run help = engine.run("--help");
        assertEquals(ExitCode.DONE, help.exitCode());
        for (String word : List.of("--overwrite", "--compare", "--rounding", "Exit codes:", "Examples:", "info",
                "NAME.derained.EXT")) {
            assertTrue(help.out().contains(word), word);
        }
        assertTrue(help.out().lines().allMatch(line -> line.length() <= 100), help.out());
        Subcommands.ALL.forEach((name, command) -> {
            assertTrue(help.out().contains("\n  " + name), name);
            assertEquals(name, command.get().getClass().getAnnotation(Command.class).name());
            assertTrue(name.equals("vision") // which is not on this class path
                    || engine.run(name, "-h").out().startsWith("Usage: derain " + name), name);
        });
        Run version = engine.run("--version");
        assertEquals(ExitCode.DONE, version.exitCode());
        assertTrue(version.out().matches("derain \\d+\\.\\d+\\.\\d+.*\\R"), version.out());
        assertFalse(engine.run("--help", "info").err().contains("means nothing"));
    }

    private static int[] samples(Path file) throws IOException {
        return Pictures.samples(new PictureReader().read(file).picture());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
