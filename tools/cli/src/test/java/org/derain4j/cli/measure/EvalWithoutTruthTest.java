package org.derain4j.cli.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.derain4j.cli.CommandRun;
import org.derain4j.cli.Fixtures;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.eval.RainScenes;
import org.derain4j.cli.eval.RainScore;
import org.derain4j.cli.eval.RgbPicture;
import org.derain4j.cli.eval.Score;
import org.derain4j.cli.eval.ScoreMode;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Rounding;
import org.derain4j.engine.StandardPixels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code derain eval --no-truth} and {@code --dry}. */
class EvalWithoutTruthTest {

    @TempDir
    Path folder;
    private Path rain;
    private Path result;

    @BeforeEach
    void putPictures() throws IOException {
        rain = Files.createDirectory(folder.resolve("rain"));
        result = Files.createDirectory(folder.resolve("result"));
        for (int seed = 1; seed <= 2; seed++) {
            put(rain.resolve(seed + ".png"), RainScenes.rainy(seed));
            put(result.resolve(seed + ".bmp"), RainScenes.clean(seed));
        }
    }

    @Test
    void finishedResultsOfRainyPhotosAreMeasured() {
        CommandRun run = CommandRun.of("eval", "--no-truth", rain, "--result", result, "--csv");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        RainScore first = RainScore.of(RainScenes.rainy(1), RainScenes.clean(1)).orElseThrow();
        assertEquals(List.of("picture,left,kept,score", String.format(Locale.ROOT, "1.png,%.6f,%.6f,%.6f", first.left(),
                first.kept(), first.score())), run.out().lines().limit(2).toList());
        String table = CommandRun.of("eval", "--no-truth", rain, "--result", result).out();
        assertTrue(table.startsWith("result: " + result + "\npicture  "), table);
        assertTrue(table.contains("\nmean of 2 ") && table.contains("\nStreaks left: "), table);
        String json = CommandRun.of("eval", "--no-truth", rain, "--result", result, "--json").out();
        assertTrue(json.startsWith("{\n  \"result\": ") && json.contains("\"score\": "), json);
    }

    @Test
    void resultsOfDryPicturesAreComparedWithThePictures() {
        CommandRun run = CommandRun.of("eval", "--dry", rain, "--result", result, "--mode", "rgb");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        Score first = Score.of(ScoreMode.RGB, RainScenes.clean(1), RainScenes.rainy(1));
        assertTrue(
                run.out().contains(String.format(Locale.ROOT, "\n1.png %37.4f %14.4f\n", first.psnr(), first.ssim())),
                run.out());
        assertTrue(run.out().endsWith("\n0 of 2 reach 45 dB.\n"), run.out());
        CommandRun same = CommandRun.of("eval", "--dry", rain, "--result", rain);
        assertTrue(same.out().endsWith("\nWorst: 1.png, inf dB.\n2 of 2 reach 45 dB.\n"), same.out());
    }

    /** The network sees all the bits, and what it makes of them is rounded to bytes once. */
    @Test
    void picturesOfSixteenBitsAreMeasuredByTheBytesOfTheirResults() throws IOException {
        Path model = Fixtures.checkpoint(Fixtures.TINY_GENERATOR);
        BufferedImage deep = StandardPixels.of(ImageIO.read(rain.resolve("1.png").toFile()), 16);
        WritableRaster raster = deep.getRaster();
        int[] samples = raster.getPixels(0, 0, deep.getWidth(), deep.getHeight(), (int[]) null);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Math.min(65535, samples[i] + i % 257);
        }
        raster.setPixels(0, 0, deep.getWidth(), deep.getHeight(), samples);
        ImageIO.write(deep, "png", rain.resolve("1.png").toFile());
        String rainy = CommandRun.of("eval", "--no-truth", rain, "-m", model, "--threads", 1, "--csv", "--rounding",
                "official").out();
        try (Derainer derainer = Derainer.builder().model(model).rounding(Rounding.OFFICIAL).build()) {
            RainScore left = RainScore.of(RgbPicture.of(deep), RgbPicture.of(derainer.derain(deep, 8, (_, _) -> true)))
                    .orElseThrow();
            assertTrue(rainy.contains(String.format(Locale.ROOT, "\n1.png,%.6f,%.6f,%.6f\n", left.left(), left.kept(),
                    left.score())), rainy);
        }
    }

    @Test
    void theNetworkRunsAsForUsersWhereNoResultsAreGiven() throws IOException {
        Path model = Fixtures.checkpoint(Fixtures.TINY_GENERATOR);
        String dry = CommandRun.of("eval", "--dry", rain, "-m", model, "--threads", 1, "--csv").out();
        String rainy = CommandRun.of("eval", "--no-truth", rain, "-m", model, "--threads", 1, "--csv").out();
        try (Derainer derainer = Derainer.builder().model(model).rounding(Rounding.NEAREST).build()) {
            BufferedImage picture = ImageIO.read(rain.resolve("1.png").toFile());
            RgbPicture before = RgbPicture.of(picture);
            RgbPicture after = RgbPicture.of(derainer.derain(picture));
            Score score = Score.of(ScoreMode.Y, after, before);
            assertTrue(dry.contains(String.format(Locale.ROOT, "\n1.png,%.6f,%.6f\n", score.psnr(), score.ssim())),
                    dry);
            RainScore left = RainScore.of(before, after).orElseThrow();
            assertTrue(rainy.contains(String.format(Locale.ROOT, "\n1.png,%.6f,%.6f,%.6f\n", left.left(), left.kept(),
                    left.score())), rainy);
        }
    }

    @Test
    void filesWithoutPartnersAreListedOnce() throws IOException {
        Files.delete(result.resolve("2.bmp"));
        CommandRun run = CommandRun.of("eval", "--no-truth", rain, "--result", result);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().endsWith("\nLeft out, 1 without a partner of the same name:\n  " + rain.resolve("2.png")
                + "\n"), run.out());
    }

    @Test
    void picturesThatCannotBeMeasuredFailByName() throws IOException {
        put(rain.resolve("1.png"), new RgbPicture(31, 40, new int[3 * 31 * 40]));
        put(rain.resolve("2.png"), new RgbPicture(40, 40, new int[3 * 40 * 40]));
        put(result.resolve("2.bmp"), new RgbPicture(40, 40, new int[3 * 40 * 40]));
        put(rain.resolve("3.png"), RainScenes.rainy(3));
        put(result.resolve("3.bmp"), new RgbPicture(40, 40, new int[3 * 40 * 40]));
        CommandRun run = CommandRun.of("eval", "--no-truth", rain, "--result", result);
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals(List.of("derain: " + rain.resolve("1.png")
                + ": is 40x31, but the yardstick needs at least 32 pixels each way, and as many when the longer side is "
                + "reduced to 640.",
                "derain: " + rain.resolve("2.png") + ": nothing in it looks like a streak, so there is nothing to "
                        + "measure; for pictures without rain there is --dry.",
                "derain: " + result.resolve("3.bmp")
                        + ": is 40x40, but the original picture is 200x140; only equal sizes can be compared.",
                "derain: none of the 3 pictures has scores."), run.err().lines().toList());
    }

    @Test
    void emptyFoldersAreNamed() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        CommandRun run = CommandRun.of("eval", "--dry", empty);
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals("derain: " + empty + ": there is no picture in it.\n", run.err());
        assertEquals("derain: " + rain + ": none of its files has a partner of the same name in " + empty + ".\n",
                CommandRun.of("eval", "--no-truth", rain, "--result", empty).err());
    }

    @Test
    void optionsThatDoNotGoTogetherAreWrongUsage() {
        String either = "derain: give --rain and --clean, or --no-truth alone, or --dry alone.\n";
        assertUsage(either, "eval");
        assertUsage(either, "eval", "--rain", rain);
        assertUsage(either, "eval", "--no-truth", rain, "--clean", rain);
        assertUsage(either, "eval", "--no-truth", rain, "--dry", rain);
        assertUsage(either, "eval", "--rain", rain, "--clean", rain, "--dry", rain);
        assertUsage("derain: --mode is for PSNR and SSIM, --no-truth measures luma: leave --mode out.\n", "eval",
                "--no-truth", rain, "--mode", "rgb");
        assertUsage("derain: --result scores finished pictures, no network runs: leave -m out.\n", "eval", "--dry",
                rain,
                "--result", result, "-m", "lite");
    }

    private static void assertUsage(String error, Object... args) {
        CommandRun run = CommandRun.of(args);
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals(error, run.err());
    }

    private static void put(Path file, RgbPicture bytes) throws IOException {
        BufferedImage picture = new BufferedImage(bytes.width(), bytes.height(), BufferedImage.TYPE_3BYTE_BGR);
        picture.getRaster().setPixels(0, 0, bytes.width(), bytes.height(), bytes.rgb());
        String name = file.getFileName().toString();
        ImageIO.write(picture, name.substring(name.indexOf('.') + 1), file.toFile());
    }
}
