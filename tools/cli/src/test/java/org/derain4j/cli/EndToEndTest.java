package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.derain4j.cli.FakeEngine.Run;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.derain.RainRemover;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Model;
import org.derain4j.kernels.Backends;
import org.derain4j.pictures.PictureReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command with the real engine and the embedded weights, on tiny pictures. */
class EndToEndTest {

    @TempDir
    private Path folder;

    @Test
    void everyKindOfPictureKeepsItsKindAndAlpha() throws IOException {
        List<BufferedImage> kinds = List.of(Pictures.grey(), Pictures.transparentGrey(), Pictures.colour(),
                Pictures.transparent());
        for (BufferedImage picture : kinds) {
            int bands = picture.getRaster().getNumBands();
            Path input = Pictures.save(picture, folder.resolve(bands + ".png"));
            Run run = real(input);
            assertEquals("", run.err());
            assertEquals(ExitCode.DONE, run.exitCode());
            BufferedImage result = new PictureReader().read(folder.resolve(bands + ".derained.png")).picture();
            assertEquals(bands, result.getRaster().getNumBands());
            assertEquals(Pictures.WIDTH, result.getWidth());
            assertEquals(Pictures.HEIGHT, result.getHeight());
            if (bands % 2 == 0) {
                assertArrayEquals(alpha(picture), alpha(result));
            }
        }
    }

    /** Not of a dozen pixels, of which the network has learnt nothing: it may take half of so steep a one for rain. */
    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR})
    void aGradientWithoutRainStaysWhatItWas(int type) throws IOException {
        BufferedImage picture = new BufferedImage(96, 64, type);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                picture.getRaster().setPixel(x, y, new int[]{5 * x / 2, 3 * y, x + y, 255 - x});
            }
        }
        assertEquals(ExitCode.DONE, real(Pictures.save(picture, folder.resolve("a.png"))).exitCode());
        BufferedImage result = new PictureReader().read(folder.resolve("a.derained.png")).picture();
        assertTrue(meanDistance(picture, result) < 1, "mean distance " + meanDistance(picture, result));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "5, 1", "3, 64"})
    void anySizeWorks(int width, int height) throws IOException {
        Path input = Pictures.save(new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR),
                folder.resolve("a.png"));
        Run run = real(input);
        assertEquals("", run.err());
        assertTrue(run.out().contains(" " + width + "x" + height + " "), run.out());
    }

    /** Wider than an array of the network's widest map: said in a sentence before anything is decoded. */
    @Test
    void tooWideAPictureIsRefused() throws IOException {
        Path input = Pictures.save(new BufferedImage(2_200_000, 1, BufferedImage.TYPE_BYTE_GRAY),
                folder.resolve("wide.png"));
        Run run = real(input);
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertTrue(run.err().contains("2200000 x 1 is beyond what can be held"), run.err());
    }

    @Test
    void backendsAndThreadsAgree() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        assertEquals(ExitCode.DONE, real(input, "--threads", "1", "-o", folder.resolve("one.png")).exitCode());
        assertEquals(ExitCode.DONE, real(input, "--threads", "3", "-o", folder.resolve("three.png")).exitCode());
        assertEquals(ExitCode.DONE,
                real(input, "--backend", "reference", "-o", folder.resolve("reference.png")).exitCode());
        assertArrayEquals(samples("one.png"), samples("three.png"));
        int[] expected = samples("reference.png");
        int[] actual = samples("one.png");
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 1, "sample " + i);
        }
    }

    @Test
    void officialRoundingTruncates() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        assertEquals(ExitCode.DONE, real(input, "-o", folder.resolve("nearest.png")).exitCode());
        assertEquals(ExitCode.DONE,
                real(input, "--rounding", "official", "-o", folder.resolve("official.png")).exitCode());
        int[] nearest = samples("nearest.png");
        int[] official = samples("official.png");
        int lower = 0;
        for (int i = 0; i < nearest.length; i++) {
            int step = nearest[i] - official[i];
            assertTrue(step == 0 || step == 1, "sample " + i + " differs by " + step);
            lower += step;
        }
        assertNotEquals(0, lower);
    }

    @Test
    void weightsThatCannotBeUsedAreExitThree() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        Path text = Files.writeString(folder.resolve("m.safetensors"), "no weights");
        for (String model : List.of("nowhere", text.toString(), folder.resolve("gone.safetensors").toString(),
                folder.toString())) {
            Run run = real(input, "-m", model);
            assertEquals(ExitCode.MODEL, run.exitCode(), run.err());
            assertEquals(1, run.err().lines().count(), run.err());
            assertTrue(run.err().contains(model), run.err());
        }
    }

    @Test
    void aFolderStandsForTheOnlyWeightsInIt() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        Path weights = Files.createDirectory(folder.resolve("weights"));
        for (String end : List.of(".index", ".data-00000-of-00001")) {
            Files.copy(Path.of(Fixtures.checkpoint(Fixtures.TINY_GENERATOR) + end), weights.resolve("epoch44" + end));
        }
        assertEquals(ExitCode.DONE, real(input, "-m", weights, "-o", folder.resolve("folder.png")).exitCode());
        assertEquals(ExitCode.DONE,
                real(input, "-m", weights.resolve("epoch44"), "-o", folder.resolve("prefix.png")).exitCode());
        assertArrayEquals(samples("prefix.png"), samples("folder.png"));
    }

    @Test
    void anImpossibleThreadCountIsUsage() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        for (String threads : List.of("0", "-1", "100000")) {
            Run run = real(input, "--threads", threads);
            assertEquals(ExitCode.USAGE, run.exitCode());
            assertEquals("derain: --threads is " + threads + "; give 1 to 1024.\n", run.err());
        }
    }

    @Test
    void aWorkSizeFindsTheRainInAReducedCopy() throws IOException {
        BufferedImage picture = new BufferedImage(150, 90, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 150 * 90; i++) {
            picture.setRGB(i % 150, i / 150, (i % 150 + i / 450) % 9 == 0 ? 0xB0B8C0 : 0x405060);
        }
        Path input = Pictures.save(picture, folder.resolve("a.png"));
        for (String size : List.of("64", "150", "4000")) {
            Run run = real(input, "-o", folder.resolve(size + ".png"), "--work-size", size);
            assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        }
        assertEquals(ExitCode.DONE, real(input, "-o", folder.resolve("off.png")).exitCode());
        assertArrayEquals(samples("off.png"), samples("150.png"));
        assertArrayEquals(samples("off.png"), samples("4000.png"));
        try (Derainer derainer = Derainer.builder().workSize(64).build()) {
            assertArrayEquals(Pictures.samples(derainer.derain(picture)), samples("64.png"));
        }
        assertFalse(Arrays.equals(samples("off.png"), samples("64.png")));
        Run run = real(input, "--overwrite", "--work-size", "63");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("derain: a work size of 63; give the longer side at least 64 pixels.\n", run.err());
    }

    /** Said once for all pictures, and only where it was asked for. */
    @Test
    void tilesAreSaidNotToBeExact() throws IOException {
        BufferedImage picture = new BufferedImage(150, 90, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 150 * 90; i++) {
            picture.setRGB(i % 150, i / 150, (i % 150 + i / 450) % 9 == 0 ? 0xB0B8C0 : 0x405060);
        }
        Path a = Pictures.save(picture, folder.resolve("a.png"));
        Path b = Pictures.save(picture, folder.resolve("b.png"));
        Run run = real(a, b, "-o", folder.resolve("tiles") + "/", "--tile", "64");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.err()
                .matches("derain: note: --tile 64 is not exact: photos .* in tiles of 64, with the model lite, "
                        + "were \\d\\d dB from the exact result, at worst \\d\\d .*\\.\n"),
                run.err());
        run = real(a, "-o", folder.resolve("off.png"));
        assertEquals("", run.err());
        try (Derainer derainer = Derainer.builder().tile(64).build()) {
            int[] tiled = Pictures.samples(derainer.derain(picture));
            assertArrayEquals(tiled, samples("tiles/a.png"));
            assertArrayEquals(tiled, samples("tiles/b.png"));
            assertFalse(Arrays.equals(tiled, samples("off.png")));
        }
        run = real(a, "--overwrite", "--tile", "130");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("derain: tiles of 130 pixels; give their side as a multiple of 4, at least 64.\n", run.err());
    }

    @Test
    void infoNamesBackendsAndModels() throws IOException {
        Run run = real("info");
        assertEquals("", run.err());
        assertEquals(ExitCode.DONE, run.exitCode());
        for (Backends.Availability backend : Backends.ofCpu()) {
            assertTrue(run.out().lines().anyMatch(line -> line.strip().startsWith(backend.name())
                    && line.contains(backend.available() ? "yes" : "no") && line.contains(backend.reason())),
                    run.out());
        }
        assertTrue(run.out().contains("  opencl     ?    only by name; `derain devices` asks"), run.out());
        Model.embeddedNames().forEach(name -> assertTrue(run.out().contains("  " + name + " "), run.out()));
        assertTrue(run.out().contains(Runtime.version().toString()), run.out());
        assertTrue(run.out().contains(Runtime.getRuntime().availableProcessors() + " cores"), run.out());
    }

    private static Run real(Object... args) {
        return FakeEngine.run((options, rounding) -> RainRemover.of(options.open(rounding), options), args);
    }

    private int[] samples(String name) throws IOException {
        return Pictures.samples(new PictureReader().read(folder.resolve(name)).picture());
    }

    private static int[] alpha(BufferedImage picture) {
        return picture.getAlphaRaster().getSamples(0, 0, Pictures.WIDTH, Pictures.HEIGHT, 0, (int[]) null);
    }

    private static double meanDistance(BufferedImage a, BufferedImage b) {
        int[] x = Pictures.samples(a);
        int[] y = Pictures.samples(b);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += Math.abs(x[i] - y[i]);
        }
        return sum / x.length;
    }
}
