package org.derain4j.cli.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.derain4j.cli.CommandRun;
import org.derain4j.cli.Fixtures;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.eval.RgbPicture;
import org.derain4j.cli.eval.Score;
import org.derain4j.cli.eval.ScoreMode;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Rounding;
import org.derain4j.engine.StandardPixels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scores of flat grey pictures follow from the formulas: Y of grey g is round(16 + 219 g / 255). */
class EvalCommandTest {

    @TempDir
    Path folder;
    private Path rain;
    private Path clean;
    private Path result;

    @BeforeEach
    void putPictures() throws IOException {
        rain = Files.createDirectory(folder.resolve("rain"));
        clean = Files.createDirectory(folder.resolve("clean"));
        result = Files.createDirectory(folder.resolve("result"));
        // Y: 102 beside 59 and 60, so 43 and 42 apart; the results are 1 and 0 apart.
        put(rain, "a.png", 100, 12, 12);
        put(clean, "a.png", 50, 12, 12);
        put(result, "a.bmp", 51, 12, 12);
        put(rain, "b.png", 100, 20, 15);
        put(clean, "b.png", 51, 20, 15);
        put(result, "b.bmp", 51, 20, 15);
    }

    @Test
    void finishedResultsAreScored() {
        CommandRun run = eval();
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals("result: " + result + """

                picture                       rainy: PSNR     SSIM   result: PSNR     SSIM
                a.png                             15.4614   0.8669        48.1308   0.9999
                b.png                             15.6658   0.8741            inf   1.0000
                mean of 2                         15.5636   0.8705        48.1308   0.9999
                1 of the results equal the clean picture (PSNR inf) and are not in the mean PSNR.
                Compared: Y of rgb2ycbcr (BT.601, 16..235, rounded).
                """, run.out());
    }

    /** Of whichever side: scores are of bytes. */
    @Test
    void picturesOfSixteenBitsScoreAsTheirBytes() throws IOException {
        String expected = eval("--csv").out();
        for (Path deep : List.of(rain.resolve("a.png"), clean.resolve("a.png"), rain.resolve("b.png"))) {
            ImageIO.write(StandardPixels.of(ImageIO.read(deep.toFile()), 16), "png", deep.toFile());
            assertEquals(16, ImageIO.read(deep.toFile()).getColorModel().getComponentSize(0));
            CommandRun run = eval("--csv");
            assertEquals(ExitCode.DONE, run.exitCode(), run.err());
            assertEquals(expected, run.out());
        }
    }

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void theNetworkIsRunWhereNoResultsAreGiven(Rounding rounding) throws IOException {
        Path model = Fixtures.checkpoint(Fixtures.TINY_GENERATOR);
        CommandRun run = CommandRun.of("eval", "--rain", rain, "--clean", clean, "-m", model, "--threads", 1, "--csv",
                "--rounding", rounding);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        try (Derainer derainer = Derainer.builder().model(model).rounding(rounding).build()) {
            BufferedImage derained = derainer.derain(ImageIO.read(rain.resolve("a.png").toFile()));
            Score score = Score.of(ScoreMode.Y, RgbPicture.of(derained),
                    RgbPicture.of(ImageIO.read(clean.resolve("a.png").toFile())));
            String end = String.format(Locale.ROOT, ",%.6f,%.6f", score.psnr(), score.ssim());
            assertTrue(run.out().lines().skip(1).findFirst().orElseThrow().endsWith(end), run.out());
        }
    }

    @Test
    void tilesAreUsedAndSaid() throws IOException {
        put(rain, "a.png", 100, 80, 70);
        put(clean, "a.png", 50, 80, 70);
        Path model = Fixtures.checkpoint(Fixtures.TINY_GENERATOR);
        CommandRun run = CommandRun.of("eval", "--rain", rain, "--clean", clean, "-m", model, "--tile", 64);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().contains("\ntile: 64\n"), run.out());
        assertTrue(run.err().startsWith("derain: note: --tile 64 is not exact: "), run.err());
    }

    @Test
    void aWorkSizeIsUsedAndSaid() throws IOException {
        put(rain, "a.png", 100, 80, 70);
        put(clean, "a.png", 50, 80, 70);
        Path model = Fixtures.checkpoint(Fixtures.TINY_GENERATOR);
        CommandRun run = CommandRun.of("eval", "--rain", rain, "--clean", clean, "-m", model, "--work-size", 64);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().contains("\nworkSize: 64\n"), run.out());
        try (Derainer derainer = Derainer.builder().model(model).rounding(Rounding.OFFICIAL).workSize(64).build()) {
            BufferedImage derained = derainer.derain(ImageIO.read(rain.resolve("a.png").toFile()));
            Score score = Score.of(ScoreMode.Y, RgbPicture.of(derained),
                    RgbPicture.of(ImageIO.read(clean.resolve("a.png").toFile())));
            String psnr = String.format(Locale.ROOT, " %.4f ", score.psnr());
            assertTrue(run.out().lines().anyMatch(line -> line.startsWith("a.png ") && line.contains(psnr)), run.out());
        }
    }

    /** Of nothing taken out, the score is the rainy picture's. */
    @Test
    void aStrengthIsUsedAndSaid() throws IOException {
        Path model = Fixtures.checkpoint(Fixtures.TINY_GENERATOR);
        CommandRun run = CommandRun.of("eval", "--rain", rain, "--clean", clean, "-m", model, "--strength", 0);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().contains("\nstrength: 0.0\n"), run.out());
        assertTrue(run.out().lines().anyMatch(line -> line.matches("a\\.png +(\\S+) +(\\S+) +\\1 +\\2")), run.out());
        CommandRun json = CommandRun.of("eval", "--rain", rain, "--clean", clean, "-m", model, "--strength", 0.5,
                "--json");
        assertTrue(json.out().contains("\"strength\": 0.5"), json.out());
    }

    @Test
    void otherModesCompareOtherThings() {
        CommandRun run = eval("--mode", "full-y", "--csv");
        // 50, 49, 1 and 0 levels apart
        assertTrue(run.out().startsWith("picture,rainy_psnr,rainy_ssim,result_psnr,result_ssim\na.png,14.151"),
                run.out());
        assertTrue(run.out().contains("\nb.png,14.326"), run.out());
        assertEquals(run.out(), eval("--mode", "rgb", "--csv").out(), "on grey pictures both are the same");
    }

    @Test
    void jsonSaysWhatWasScored() {
        String json = eval("--json").out();
        assertTrue(json.startsWith("{\n  \"result\": \""), json);
        assertTrue(json.contains("\"mode\": \"y\""), json);
        assertTrue(json.contains("\"picture\": \"a.png\""), json);
    }

    @Test
    void filesWithoutPartnersAreListedAndCounted() throws IOException {
        put(rain, "alone.png", 0, 12, 12);
        CommandRun run = eval();
        assertEquals(ExitCode.DONE, run.exitCode());
        assertTrue(run.out().endsWith("Left out, 1 without a partner of the same name:\n  " + rain.resolve("alone.png")
                + "\n"), run.out());
    }

    @Test
    void aPictureOfAnotherSizeFailsByNameAndTheOthersAreScored() throws IOException {
        put(result, "a.bmp", 51, 12, 13);
        CommandRun run = eval();
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals("derain: " + result.resolve("a.bmp")
                + ": is 12x13, but the clean picture is 12x12; only equal sizes can be compared.\n", run.err());
        assertTrue(run.out().contains("mean of 1 "), run.out());
    }

    @Test
    void aBrokenPictureFailsByNameAndTheOthersAreScored() throws IOException {
        Files.writeString(clean.resolve("b.png"), "no picture");
        CommandRun run = eval("--json");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertTrue(run.err().contains(clean.resolve("b.png").toString()), run.err());
        assertTrue(run.out().contains("\"failures\": [\n"), run.out());
    }

    @Test
    void picturesBelowTheWindowHaveNoScore() throws IOException {
        put(rain, "a.png", 100, 10, 12);
        put(clean, "a.png", 100, 10, 12);
        CommandRun run = eval();
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals("derain: " + rain.resolve("a.png") + ": is 10x12, but SSIM needs at least 11 pixels each way.\n",
                run.err());
    }

    @Test
    void foldersThatHaveNothingInCommonAreRefused() {
        CommandRun run = CommandRun.of("eval", "--rain", rain, "--clean", folder);
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals("derain: " + rain + ": none of its files has a partner of the same name in " + folder + ".\n",
                run.err());
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path nowhere = folder.resolve("nowhere");
        CommandRun run = CommandRun.of("eval", "--rain", rain, "--clean", nowhere);
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals("derain: " + nowhere + ": no such file or folder.\n", run.err());
    }

    @Test
    void impossibleCombinationsAreWrongUsage() {
        assertEquals(ExitCode.USAGE, eval("--json", "--csv").exitCode());
        assertEquals(ExitCode.USAGE, eval("--mode", "cielab").exitCode());
        CommandRun run = eval("-m", "lite");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("derain: --result scores finished pictures, no network runs: leave -m out.\n", run.err());
        run = eval("--work-size", "480");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("derain: --result scores finished pictures, no network runs: leave --work-size out.\n", run.err());
        run = eval("--tile", "64");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("derain: --result scores finished pictures, no network runs: leave --tile out.\n", run.err());
        run = eval("--strength", "1");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("derain: --result scores finished pictures, no network runs: leave --strength out.\n", run.err());
    }

    private CommandRun eval(Object... more) {
        Object[] args = new Object[7 + more.length];
        System.arraycopy(new Object[]{"eval", "--rain", rain, "--clean", clean, "--result", result}, 0, args, 0, 7);
        System.arraycopy(more, 0, args, 7, more.length);
        return CommandRun.of(args);
    }

    private static void put(Path directory, String name, int grey, int width, int height) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < width * height; i++) {
            picture.setRGB(i % width, i / width, grey * 0x010101);
        }
        ImageIO.write(picture, name.substring(name.indexOf('.') + 1), directory.resolve(name).toFile());
    }
}
