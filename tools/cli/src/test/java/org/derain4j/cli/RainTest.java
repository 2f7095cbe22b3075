package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.derain4j.cli.FakeEngine.Run;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.derain.DerainCommand;
import org.derain4j.cli.derain.RainRemover;
import org.derain4j.pictures.PictureReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --layer}, the rain by itself, and {@code --strength}, how much of it is taken out. */
class RainTest {

    private static final DerainCommand.Engines REAL = (options, rounding) -> RainRemover.of(options.open(rounding),
            options);

    @TempDir
    private Path folder;

    private final FakeEngine engine = new FakeEngine();

    @Test
    void theLayerIsWrittenBesideTheResultAndSaysWhatItIs() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.jpg"));
        BufferedImage picture = new PictureReader().read(input).picture();
        Run run = engine.run(input, "--layer", "--compare");
        assertEquals("", run.err());
        assertEquals(ExitCode.DONE, run.exitCode());
        assertEquals(List.of("a.compare.jpg", "a.derained.jpg", "a.jpg", "a.rain.png"), names(folder));
        BufferedImage rain = new PictureReader().read(folder.resolve("a.rain.png")).picture();
        int[] before = Pictures.samples(picture);
        int[] found = Pictures.samples(rain);
        assertEquals(16, rain.getColorModel().getComponentSize(0));
        for (int i = 0; i < before.length; i++) {
            assertEquals(32768 + 257 * (2 * before[i] - 255) / 2, found[i]);
        }
        String bytes = Files.readString(folder.resolve("a.rain.png"), StandardCharsets.ISO_8859_1);
        assertTrue(bytes.contains("tEXtDescription\0The rain that Derain4J found: each sample is 32768 + (picture - "
                + "result at full strength) / 2 in levels of 16 bits; 32768 is no rain."));
    }

    @Test
    void theLayerIsNamedByTheResult() throws IOException {
        Path input = Pictures.save(Pictures.grey(), folder.resolve("a.png"));
        assertEquals(ExitCode.DONE, engine.run(input, "--layer", "-o", folder.resolve("dry.tiff")).exitCode());
        assertEquals(List.of("a.png", "dry.rain.png", "dry.tiff"), names(folder));
        assertEquals(1, new PictureReader().read(folder.resolve("dry.rain.png")).picture().getRaster().getNumBands());
        assertEquals(ExitCode.DONE, engine.run(input, "--layer", "-o", folder + "/o/").exitCode());
        assertEquals(List.of("a.png", "a.rain.png"), names(folder.resolve("o")));
    }

    @Test
    void layersOfOneNameAreNamedWhole() throws IOException {
        Path one = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        Path other = Pictures.save(Pictures.colour(), folder.resolve("a.bmp"));
        Run run = engine.run(one, other, "--layer", "-o", folder + "/o/");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals(List.of("a.bmp.bmp", "a.bmp.rain.png", "a.png.png", "a.png.rain.png"),
                names(folder.resolve("o")));
    }

    @Test
    void aLayerThatIsThereIsKeptUnlessOverwriting() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        Path layer = Files.writeString(folder.resolve("a.rain.png"), "precious");
        Run run = engine.run(input, "--layer");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals("derain: " + input + ": its result " + layer
                + " exists already; add --overwrite to replace it.\n", run.err());
        assertEquals("precious", Files.readString(layer));
        assertEquals(List.of("a.png", "a.rain.png"), names(folder));
        assertEquals(ExitCode.DONE, engine.run(input, "--layer", "--overwrite").exitCode());
        new PictureReader().read(layer);
    }

    /** By the real network: nothing is taken out, and yet the layer has it all. */
    @Test
    void noStrengthGivesThePictureBackAndTheLayerIsWhole() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        int[] before = Pictures.samples(Pictures.colour());
        Run run = FakeEngine.run(REAL, input, "--strength", "0", "--layer", "-o", folder.resolve("same.png"));
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertArrayEquals(before, samples("same.png"));
        assertEquals(ExitCode.DONE, FakeEngine.run(REAL, input, "--depth", "16", "-o", folder.resolve("dry.png"))
                .exitCode());
        int[] dry = samples("dry.png");
        int[] rain = samples("same.rain.png");
        boolean some = false;
        for (int i = 0; i < dry.length; i++) {
            int level = 2 * (rain[i] - 32768);
            some |= level != 0;
            assertEquals(dry[i], Math.clamp(257 * before[i] - level, 0, 65535), 1);
        }
        assertTrue(some);
    }

    private int[] samples(String name) throws IOException {
        return Pictures.samples(new PictureReader().read(folder.resolve(name)).picture());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.6", "NaN", "half"})
    void whatIsNoStrengthIsWrongUsage(String strength) throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        Run run = FakeEngine.run(REAL, input, "--strength", strength);
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().toLowerCase(Locale.ROOT).contains("strength"), run.err());
        assertFalse(Files.exists(folder.resolve("a.derained.png")));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
