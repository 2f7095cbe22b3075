package org.derain4j.cli.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.derain4j.cli.CommandRun;
import org.derain4j.cli.PageText;
import org.derain4j.cli.Pictures;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.engine.StandardPixels;
import org.derain4j.pictures.PictureWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code derain view}, and {@code derain sheet} where it makes a page. */
class ViewCommandTest {

    @TempDir
    private Path folder;

    @Test
    void aPairIsOnAPageBesideAfter() throws IOException {
        Path before = grey("before.png", 100);
        Path after = grey("dry/a.jpg", 50);
        CommandRun run = done("view", before, after);
        Path page = folder.resolve("dry/a.view.html");
        assertTrue(run.out().matches("\\Q" + page + "\\E  1 picture, \\d+ kB\n"), run.out());
        assertEquals("", run.err());
        PageText shown = PageText.of(page);
        assertEquals(List.of("before.png"), shown.names());
        assertEquals("before.png", shown.text(0, "before", "name"));
        assertEquals("a.jpg", shown.text(0, "after", "name"));
        assertEquals(Files.size(before), shown.number(0, "before", "bytes"));
        assertEquals(20, shown.pixels(0, "width"));
        assertEquals(12, shown.pixels(0, "height"));
        assertFalse(shown.has(0, "after", "psnr"));
        assertFalse(shown.has(0, "truth", "name"));
    }

    @Test
    void onePictureWithSeveralResultsIsCalledAsTheyAre() throws IOException {
        Path before = grey("before.png", 100);
        done("view", before, grey("one.png", 50), before, grey("other.png", 60), "-o", folder.resolve("p.html"));
        assertEquals(List.of("one.png", "other.png"), PageText.of(folder.resolve("p.html")).names());
    }

    /** In each mode, of pictures that are alike and of one that is the truth. */
    @ParameterizedTest
    @ValueSource(strings = {"y", "full-y", "rgb"})
    void scoresAreThoseOfEval(String mode) throws IOException {
        save(Pictures.colour(), "rain/a.png");
        save(shifted(Pictures.colour(), 9), "dry/a.png");
        save(shifted(Pictures.colour(), 5), "clean/a.png");
        save(Pictures.colour(), "rain/b.png");
        save(Pictures.grey(), "dry/b.png");
        save(Pictures.grey(), "clean/b.png");
        CommandRun eval = CommandRun.of("eval", "--rain", folder.resolve("rain"), "--clean", folder.resolve("clean"),
                "--result", folder.resolve("dry"), "--mode", mode, "--csv");
        assertEquals(ExitCode.DONE, eval.exitCode(), eval.err());
        done("view", folder.resolve("rain"), folder.resolve("dry"), "--truth", folder.resolve("clean"), "--mode", mode);
        PageText page = PageText.of(folder.resolve("dry/view.html"));
        assertEquals(List.of("a.png", "b.png"), page.names());
        List<String> rows = eval.out().lines().toList().subList(1, 3);
        for (int i = 0; i < 2; i++) {
            String[] row = rows.get(i).split(",");
            assertEquals(row[1], number(page, i, "before", "psnr"));
            assertEquals(row[2], number(page, i, "before", "ssim"));
            assertEquals(row[3], number(page, i, "after", "psnr"));
            assertEquals(row[4], number(page, i, "after", "ssim"));
            assertFalse(page.has(i, "truth", "psnr"));
            assertEquals((i == 0 ? "a" : "b") + ".png", page.text(i, "truth", "name"));
        }
        assertTrue(page.text(0, "after", "score-of").startsWith(switch (mode) {
            case "y" -> "Y of rgb2ycbcr";
            case "full-y" -> "full-range luma";
            default -> "R, G and B";
        }), page.text(0, "after", "score-of"));
    }

    /** As eval prints it. */
    private static String number(PageText page, int picture, String side, String what) {
        if (!page.has(picture, side, what)) {
            return null;
        }
        double value = page.number(picture, side, what);
        return Double.isInfinite(value) ? "inf" : String.format(Locale.ROOT, "%.6f", value);
    }

    @Test
    void withoutATruthOfItsNameAPictureIsShownWithoutScores() throws IOException {
        grey("rain/a.png", 100);
        grey("rain/b.png", 100);
        grey("dry/a.png", 50);
        grey("dry/b.png", 50);
        grey("dry/c.png", 50);
        grey("clean/b.png", 51);
        CommandRun run = done("view", folder.resolve("rain"), folder.resolve("dry"), "--truth",
                folder.resolve("clean"));
        PageText page = PageText.of(folder.resolve("dry/view.html"));
        assertFalse(page.has(0, "after", "psnr"));
        assertTrue(page.has(1, "after", "psnr"));
        assertEquals(List.of(
                "derain: note: without a partner of the same name, and so left out: " + folder.resolve("dry/c.png")
                        + ".",
                "derain: note: " + folder.resolve("rain/a.png") + ": has no truth of its name, and so no scores."),
                run.err().lines().toList());
    }

    @Test
    void whatIsTooSmallForScoresIsShownWithoutThem() throws IOException {
        Path small = save(Pictures.colour().getSubimage(0, 0, 12, 10), "a.png");
        CommandRun run = done("view", small, small, "--truth", small);
        assertEquals("derain: note: " + small + ": 12x10 is too small for scores, which take 11 pixels each way.\n",
                run.err());
        PageText page = PageText.of(folder.resolve("a.view.html"));
        assertFalse(page.has(0, "after", "psnr"));
        assertEquals("a.png", page.text(0, "truth", "name"));
    }

    @Test
    void aPairThatCannotBeShownIsNamedAndTheOthersAreShown() throws IOException {
        Path a = grey("a.png", 100);
        Path small = save(Pictures.grey(), "small.png");
        Path broken = Files.write(folder.resolve("broken.png"), Arrays.copyOf(Files.readAllBytes(
                save(Pictures.noise(20, 12), "noise.png")), 300));
        Path page = folder.resolve("p.html");
        CommandRun run = CommandRun.of("view", a, small, a, broken, a, folder.resolve("none.png"), a, a, "-o", page);
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        List<String> said = run.err().lines().toList();
        assertEquals(3, said.size(), run.err());
        assertEquals("derain: " + small + ": is 16x12, but " + a + " is 20x12; only equal sizes can be compared.",
                said.get(0));
        assertTrue(said.get(1).startsWith("derain: " + broken + ": the PNG is damaged ("), run.err());
        assertEquals("derain: " + folder.resolve("none.png") + ": no such file or folder.", said.get(2));
        assertTrue(run.out().startsWith(page + "  1 picture, "), run.out());
        assertEquals(1, PageText.of(page).names().size());
        CommandRun truth = CommandRun.of("view", a, a, "--truth", small, "-o", page, "--overwrite");
        assertEquals(ExitCode.INPUT_FAILED, truth.exitCode());
        assertEquals(List.of(
                "derain: " + small + ": is 16x12, but " + a + " is 20x12; only equal sizes can be compared.",
                "derain: none of the pairs can be shown, so there is no page."), truth.err().lines().toList());
        assertEquals(1, PageText.of(page).names().size(), "the old page stays");
    }

    @Test
    void whatIsThereStaysUnlessOverwriting() throws IOException {
        Path a = grey("a.png", 100);
        Path page = Files.writeString(folder.resolve("p.html"), "precious");
        CommandRun run = CommandRun.of("view", a, a, "-o", page);
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals("derain: -o " + page + ": exists already; add --overwrite to replace it.\n", run.err());
        assertEquals("precious", Files.readString(page));
        done("view", a, a, "-o", page, "--overwrite");
        assertEquals(List.of("a.png"), PageText.of(page).names());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count(), "nothing else is left");
        }
    }

    /** Content says what a picture is, not its name. */
    @Test
    void aPictureIsNeverReplaced() throws IOException {
        Path a = Files.move(grey("a.png", 100), folder.resolve("a.html"));
        byte[] before = Files.readAllBytes(a);
        Path link = Files.createSymbolicLink(folder.resolve("link.html"), a);
        for (Path page : List.of(a, link)) {
            CommandRun run = CommandRun.of("view", a, a, "-o", page, "--overwrite");
            assertEquals(ExitCode.USAGE, run.exitCode());
            assertEquals("derain: -o " + page + ": is one of the pictures; choose another name.\n", run.err());
        }
        assertArrayEquals(before, Files.readAllBytes(a));
    }

    @Test
    void whatMakesNoSenseIsRefused() throws IOException {
        Path a = grey("a.png", 100);
        refused("one picture alone; give pairs, BEFORE AFTER of each, and one picture with two results as A R1 A R2.",
                "view", a);
        refused("--mode is for scores, which take a --truth; give one, or leave --mode out.", "view", a, a, "--mode",
                "rgb");
        refused("--size is 1023K; give 1 MB to 1.0 GB.", "view", a, a, "--size", "1023K");
        Object[] many = new Object[101];
        Arrays.fill(many, a);
        many[0] = "view";
        refused("50 pictures do not fit on a page of 1.0 MB; give --size 1.5M, or take fewer.", Stream
                .concat(Stream.of(many), Stream.of("--size", "1M")).toArray());
        refused("-o " + folder.resolve("p.htm") + ": the name must end in .html.", "view", a, a, "-o",
                folder.resolve("p.htm"));
        refused("-o " + folder.resolve("x/p.html") + ": there is no folder " + folder.resolve("x")
                + "; create it first.", "view", a, a, "-o", folder.resolve("x/p.html"));
        refused("--size is for a page, and " + folder.resolve("s.png") + " is none; leave it out, or end -o in .html.",
                "sheet", folder, "-o", folder.resolve("s.png"), "--size", "2M");
        refused("--columns is for a sheet, and " + folder.resolve("s.html")
                + " is a page; leave it out, or end -o in .png.", "sheet", folder, "-o", folder.resolve("s.html"),
                "--columns", "2");
        refused("--side is for a sheet, and " + folder.resolve("s.html")
                + " is a page; leave it out, or end -o in .png.", "sheet", folder, "-o", folder.resolve("s.html"),
                "--side", "99");
    }

    /** As small as a page may be for so many, each with a truth. */
    @Test
    void theLeastSizeIsEnough() throws IOException {
        Path noise = save(Pictures.noise(300, 200), "noise.png");
        Object[] args = Stream.concat(Stream.of("view", "--size", "1.2M", "-o", folder.resolve("p.html")),
                Collections.nCopies(80, noise).stream()).toArray();
        Object[] truth = {"--truth", noise};
        done(Stream.concat(Stream.of(args), Stream.of(truth)).toArray());
        assertEquals(40, PageText.of(folder.resolve("p.html")).names().size());
        long bytes = Files.size(folder.resolve("p.html"));
        assertTrue(bytes <= 1.2 * (1 << 20), bytes + " bytes");
    }

    private static void refused(String sentence, Object... args) {
        CommandRun run = CommandRun.of(args);
        assertEquals("derain: " + sentence + "\n", run.err());
        assertEquals(ExitCode.USAGE, run.exitCode());
    }

    @Test
    void namesAreTextAndNothingElse() throws IOException {
        String evil = "<script>alert(1)<script>\"'&amp;\u2028]]><!--.png";
        Path before = grey("x</script><script>alert(2).png", 100);
        Path page = folder.resolve("p.html");
        done("view", before, before, grey(evil, 100), grey("<img src=x onerror=alert(3)>.png", 50), "-o", page);
        PageText shown = PageText.of(page);
        assertEquals(List.of("x</script><script>alert(2).png", evil), shown.names());
        assertEquals("<img src=x onerror=alert(3)>.png", shown.text(1, "after", "name"));
        String html = Files.readString(page);
        for (String raw : List.of("<script>alert", "<img src=x", "<!--.png", "x</script")) {
            assertFalse(html.contains(raw), raw);
        }
    }

    /** Whatever is read elsewhere is shown. */
    @Test
    void picturesOfEveryKindAreShown() throws IOException {
        Path page = folder.resolve("p.html");
        List<BufferedImage> kinds = List.of(Pictures.colour(), Pictures.grey(), Pictures.transparent(),
                Pictures.transparentGrey(), StandardPixels.of(Pictures.colour(), 16),
                StandardPixels.of(Pictures.grey(), 16), StandardPixels.of(Pictures.transparent(), 16));
        Object[] args = new Object[2 * kinds.size() + 4];
        args[0] = "view";
        for (int i = 0; i < kinds.size(); i++) {
            Path file = folder.resolve("k" + i + ".png");
            new PictureWriter().write(kinds.get(i), file);
            args[1 + 2 * i] = file;
            args[2 + 2 * (kinds.size() - 1 - i)] = file; // each beside another kind
        }
        args[2 * kinds.size() + 1] = "--overwrite";
        args[2 * kinds.size() + 2] = "-o";
        args[2 * kinds.size() + 3] = page;
        done(args);
        assertEquals(kinds.size(), PageText.of(page).names().size());
        for (String name : List.of("linear.png", "linear.tif", "cmyk.jpg", "turned.jpg", "alpha.webp")) {
            Path file = Pictures.fixture(name, folder);
            done("view", file, file, "-o", page, "--overwrite");
            assertEquals(name, PageText.of(page).text(0, "after", "name"));
        }
    }

    @Test
    void aSheetCanBeAPage() throws IOException {
        save(Pictures.colour(), "photos/b.png");
        save(Pictures.transparentGrey(), "photos/a.png");
        Files.writeString(folder.resolve("photos/c.png"), "no picture");
        Path page = folder.resolve("s.html");
        CommandRun run = CommandRun.of("sheet", folder.resolve("photos"), "-o", page);
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertTrue(run.out().startsWith(page + "  2 pictures, "), run.out());
        PageText shown = PageText.of(page);
        assertEquals(List.of("a.png", "b.png"), shown.names());
        assertEquals("a.png, derained", shown.text(0, "after", "name"));
        assertFalse(shown.has(0, "after", "bytes"));
        try (Stream<Path> files = Files.list(folder.resolve("photos"))) {
            assertEquals(3, files.count(), "no results");
        }
    }

    private static CommandRun done(Object... args) {
        CommandRun run = CommandRun.of(args);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        return run;
    }

    private Path save(BufferedImage picture, String name) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        return Pictures.save(picture, folder.resolve(name));
    }

    private Path grey(String name, int level) throws IOException {
        BufferedImage picture = new BufferedImage(20, 12, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 12; y++) {
            for (int x = 0; x < 20; x++) {
                picture.getRaster().setSample(x, y, 0, level);
            }
        }
        return save(picture, name);
    }

    private static BufferedImage shifted(BufferedImage picture, int by) {
        int[] samples = Pictures.samples(picture);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Math.min(255, samples[i] + by * (i % 7) / 3);
        }
        picture.getRaster().setPixels(0, 0, picture.getWidth(), picture.getHeight(), samples);
        return picture;
    }
}
