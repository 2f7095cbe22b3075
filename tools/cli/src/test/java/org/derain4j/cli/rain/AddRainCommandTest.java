package org.derain4j.cli.rain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.derain4j.cli.CommandRun;
import org.derain4j.cli.Pictures;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.pictures.PictureFile;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.pictures.PictureReader;
import org.derain4j.rain.RainMaker;
import org.derain4j.rain.RainyScene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code derain add-rain}: what it makes, and the same again. */
class AddRainCommandTest {

    @TempDir
    private Path folder;

    @Test
    void onePictureIsAsTheMakerHasIt() throws IOException {
        Path input = save(Pictures.noise(60, 40), "street.png");
        byte[] before = Files.readAllBytes(input);
        CommandRun run = run(input, "-o", folder.resolve("wet.png"), "--kind", "downpour", "--seed", 7);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals("", run.err());
        assertTrue(run.out().matches("rain of kind downpour, seed 7\n\\Q" + input + " -> " + folder.resolve("wet.png")
                + "\\E  60x40  \\d+\\.\\d s\n"), run.out());
        RainyScene scene = new RainMaker("downpour", 7).make(read("street.png").picture(), "street");
        assertArrayEquals(Pictures.samples(scene.rainy()), samples("wet.png"));
        assertFalse(Arrays.equals(samples("street.png"), samples("wet.png")));
        assertArrayEquals(before, Files.readAllBytes(input));
        assertEquals(List.of("street.png", "wet.png"), names(folder));
    }

    @Test
    void whatIsKnownOfTheRainIsWrittenBeside() throws IOException {
        save(Pictures.noise(60, 40), "photos/street.png");
        CommandRun run = run(folder.resolve("photos"), "-o", folder.resolve("wet"), "--kind", "night", "--truth",
                folder.resolve("dry"), "--layer", folder.resolve("layer"), "--mask", folder.resolve("mask"));
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        RainyScene scene = new RainMaker("night", 1).make(read("photos/street.png").picture(), "street");
        assertArrayEquals(Pictures.samples(scene.rainy()), samples("wet/street.png"));
        assertArrayEquals(Pictures.samples(scene.dry()), samples("dry/street.png"));
        int[] layer = Pictures.samples(scene.layer());
        assertArrayEquals(layer, samples("layer/street.png"));
        assertArrayEquals(IntStream.of(layer).map(level -> level >= 8 ? 255 : 0).toArray(), samples("mask/street.png"));

        run(folder.resolve("photos"), "-o", folder.resolve("wet2"), "--kind", "night", "--mask",
                folder.resolve("mask2"),
                "--mask-from", 1);
        assertArrayEquals(IntStream.of(layer).map(level -> level >= 1 ? 255 : 0).toArray(),
                samples("mask2/street.png"));
        assertArrayEquals(samples("wet/street.png"), samples("wet2/street.png"));
    }

    @Test
    void theSeedThatIsToldCanBeGivenAgainWhereNumbersHaveOtherDigits() throws IOException {
        Path input = save(Pictures.noise(8, 6), "a.png");
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.of("ar", "EG"));
            Path table = folder.resolve("a.tsv");
            CommandRun run = run(input, "-o", folder + "/wet/", "-k", "light", "--seed", 12, "--tsv", table);
            assertTrue(run.out().startsWith("rain of kind light, seed 12\n"), run.out());
            assertTrue(Files.readString(table).contains("a\tlight\t12\tno\t8\t6\t0."), Files.readString(table));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void severalKindsHaveFoldersOfTheirOwn() throws IOException {
        save(Pictures.noise(30, 20), "photos/sub/a.png");
        CommandRun run = run(folder.resolve("photos"), "-r", "-o", folder.resolve("wet"), "--kind", "all", "--layer",
                folder.resolve("layer"));
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        List<String> expected = RainMaker.kinds().stream().map(kind -> kind + "/sub/a.png").sorted().toList();
        assertEquals(expected, tree("wet"));
        assertEquals(expected, tree("layer"));
        assertArrayEquals(samples("photos/sub/a.png"), samples("wet/dry/sub/a.png"));

        run(folder.resolve("photos"), "-r", "-o", folder.resolve("two"), "--kind", "light,night,light");
        assertEquals(List.of("light/sub/a.png", "night/sub/a.png"), tree("two"));
        assertArrayEquals(samples("wet/night/sub/a.png"), samples("two/night/sub/a.png"));
    }

    @Test
    void theSameSeedIsTheSameRainWhateverElseIsDone() throws IOException {
        for (String name : List.of("a", "b", "c", "d", "sub/a", "sub/deep/e")) {
            save(Pictures.noise(50, 30), "photos/" + name + ".png");
        }
        Path photos = folder.resolve("photos");
        String[] all = {photos.toString(), "-r", "-k", "light,downpour", "--camera", "-o"};
        run(all, folder + "/one/", "--threads", 1, "--tsv", folder.resolve("one.tsv"));
        run(all, folder + "/three/", "--threads", 3, "--tsv", folder.resolve("three.tsv"));
        Map<String, List<Byte>> one = bytes("one");
        assertEquals(12, one.size());
        assertEquals(one, bytes("three"));
        assertEquals(Files.readString(folder.resolve("one.tsv")).replace("/one/", "/"),
                Files.readString(folder.resolve("three.tsv")).replace("/three/", "/"));

        run(photos.resolve("d.png"), photos.resolve("b.png"), "-k", "light,downpour", "--camera", "-o",
                folder + "/few/");
        for (String file : tree("few")) {
            assertEquals(one.get(file), bytes("few").get(file), file + " among fewer, in another order, by name");
        }
        assertEquals(4, tree("few").size());
        assertFalse(one.get("light/a.png").equals(one.get("light/b.png")), "same pixels, another name");
        assertFalse(one.get("light/a.png").equals(one.get("light/sub/a.png")), "same pixels, another place");
        run(all, folder + "/other/", "--seed", 2);
        assertFalse(one.get("light/a.png").equals(bytes("other").get("light/a.png")), "another seed");
    }

    @Test
    void theEndingDoesNotCount() throws IOException {
        for (String name : List.of("p/a.png", "p/a.bmp", "p/b.PNG", "q/a.tiff")) {
            save(Pictures.noise(50, 30), name);
        }
        run(folder.resolve("p"), "-o", folder + "/wet/", "-k", "light", "--layer", folder + "/layer/");
        assertEquals(List.of("a.bmp", "a.png", "b.PNG"), tree("wet"));
        assertEquals(List.of("a.bmp.png", "a.png.png", "b.PNG"), tree("layer"));
        assertArrayEquals(samples("wet/a.png"), samples("wet/a.bmp"));
        assertArrayEquals(samples("layer/a.png.png"), samples("layer/a.bmp.png"));
        run(folder.resolve("q/a.tiff"), "-o", folder + "/wet2/", "-k", "light");
        assertArrayEquals(samples("wet/a.png"), samples("wet2/a.tiff"));
    }

    @Test
    void kindsOfPicturesFormatsAndMetadataAreKept() throws IOException {
        save(Pictures.grey(), "p/grey.png");
        save(Pictures.transparent(), "p/alpha.png");
        save(Pictures.transparentGrey(), "p/greyalpha.png");
        BufferedImage deep = new BufferedImage(16, 12, BufferedImage.TYPE_USHORT_GRAY);
        IntStream.range(0, 16 * 12).forEach(i -> deep.getRaster().setSample(i % 16, i / 16, 0, 300 * i + 5));
        save(deep, "p/deep.tiff");
        for (String name : List.of("turned.jpg", "rgb.webp")) {
            Pictures.fixture(name, folder.resolve("p"));
        }
        CommandRun run = run(folder.resolve("p"), "-o", folder + "/wet/", "-k", "light", "--truth", folder + "/dry/");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        for (String name : tree("wet")) {
            PictureFile before = read("p/" + name);
            for (String made : List.of("wet/", "dry/")) {
                PictureFile after = read(made + name);
                assertEquals(before.format(), after.format(), made + name);
                assertEquals(before.bits(), after.bits(), made + name);
                assertEquals(before.picture().getRaster().getNumBands(), after.picture().getRaster().getNumBands(),
                        name);
                assertEquals(before.picture().getWidth(), after.picture().getWidth(), name);
            }
        }
        int[] alpha = samples("p/alpha.png");
        int[] wet = samples("wet/alpha.png");
        assertTrue(IntStream.range(0, alpha.length / 4).allMatch(i -> alpha[4 * i + 3] == wet[4 * i + 3]));
        assertArrayEquals(samples("p/deep.tiff"), samples("dry/deep.tiff"));
    }

    @Test
    void anotherFormatIsWrittenWhereItIsAskedFor() throws IOException {
        save(Pictures.colour(), "p/a.bmp");
        run(folder.resolve("p"), "-o", folder + "/wet/", "-k", "light", "-f", "png", "--truth", folder + "/dry/");
        assertEquals(List.of("a.png"), tree("wet"));
        assertEquals(PictureFormat.PNG, read("dry/a.png").format());
        run(folder.resolve("p/a.bmp"), "-o", folder.resolve("a.jpg"), "-k", "light", "--quality", 60);
        run(folder.resolve("p/a.bmp"), "-o", folder.resolve("b.jpg"), "-k", "light", "--quality", 99);
        assertTrue(Files.size(folder.resolve("a.jpg")) < Files.size(folder.resolve("b.jpg")));
    }

    @Test
    void theTableSaysWhatWasMade() throws IOException {
        save(Pictures.noise(60, 40), "photos/s/a\tb.png");
        save(Pictures.noise(60, 40), "photos/c.png");
        Path table = folder.resolve("set.tsv");
        run(folder.resolve("photos"), "-r", "-o", folder + "/wet/", "-k", "dry,downpour", "--seed", -3, "--tsv", table);
        List<String> lines = Files.readAllLines(table);
        assertEquals("picture\tkind\tseed\tcamera\twidth\theight\train\tpsnr\tfile", lines.getFirst());
        assertEquals(5, lines.size());
        assertEquals("c\tdry\t-3\tno\t60\t40\t0.000000\tinf\t" + folder + "/wet/dry/c.png", lines.get(1));
        String[] row = lines.get(2).split("\t");
        RainyScene scene = new RainMaker("downpour", -3).make(read("photos/c.png").picture(), "c");
        double mean = IntStream.of(Pictures.samples(scene.layer())).average().orElseThrow() / 255;
        assertEquals(mean, Double.parseDouble(row[6]), 1e-6);
        assertTrue(Double.parseDouble(row[7]) > 3 && Double.parseDouble(row[7]) < 30, row[7]);
        assertTrue(lines.get(3).startsWith("s/a\\u0009b\tdry\t-3\tno\t60\t40\t"), lines.get(3));
    }

    /** As in docs/add-rain.md: into a folder that is not there yet. */
    @Test
    void allOfASetLiesInOneNewFolder() throws IOException {
        save(Pictures.noise(9, 7), "photos/a.png");
        Path set = folder.resolve("set");
        CommandRun run = run(folder.resolve("photos"), "-r", "-o", set.resolve("rainy"), "--kind", "all", "--truth",
                set.resolve("dry"), "--layer", set.resolve("layer"), "--mask", set.resolve("mask"), "--tsv",
                set.resolve("tables/set.tsv"));
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals(List.of("dry", "layer", "mask", "rainy", "tables"), names(set));
        assertEquals(1 + RainMaker.kinds().size(), Files.readAllLines(set.resolve("tables/set.tsv")).size());
    }

    @Test
    void aDryRunMakesNothing() throws IOException {
        save(Pictures.colour(), "photos/a.png");
        Path wet = folder.resolve("wet");
        CommandRun run = run(folder.resolve("photos"), folder.resolve("gone.png"), "-o", wet, "-k", "light,night",
                "--tsv", folder.resolve("new/set.tsv"), "--dry-run");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals(folder + "/photos/a.png -> " + wet + "/light/a.png, " + wet + "/night/a.png\n", run.out());
        assertEquals("derain: " + folder + "/gone.png: no such file or folder.\n", run.err());
        assertEquals(List.of("photos"), names(folder));
    }

    @Test
    void programsGetObjectsAlone() throws IOException {
        Path input = save(Pictures.colour(), "a.png");
        CommandRun run = run(input, "-o", folder + "/wet/", "-k", "light", "--json", "--layer", folder + "/layer/");
        assertEquals(2, run.out().lines().count(), run.out());
        assertTrue(run.out().contains("\"status\": \"done\"") && run.out().contains(folder + "/layer/a.png"),
                run.out());
    }

    @Test
    void theHelpListsTheKinds() {
        String help = run("--help").out();
        String words = help.replaceAll("\\s+", " ");
        for (String kind : RainMaker.kinds()) {
            assertTrue(words.contains(" " + kind + " " + RainMaker.about(kind)), help);
        }
        assertTrue(help.lines().allMatch(line -> line.length() <= 100), help);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1x1", "1x40", "7x3"})
    void smallPicturesAreTaken(String size) throws IOException {
        String[] sides = size.split("x");
        save(Pictures.noise(Integer.parseInt(sides[0]), Integer.parseInt(sides[1])), "a.png");
        CommandRun run = run(folder.resolve("a.png"), "-o", folder + "/wet/", "-k", "all", "--camera", "--tsv",
                folder.resolve("a.tsv"), "--mask", folder + "/mask/");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals(RainMaker.kinds().size(), tree("wet").size());
    }

    private static CommandRun run(String[] first, Object... more) {
        List<Object> words = new ArrayList<>(List.of((Object[]) first));
        words.addAll(List.of(more));
        CommandRun run = run(words.toArray());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        return run;
    }

    private static CommandRun run(Object... arguments) {
        List<Object> words = new ArrayList<>(List.of("add-rain"));
        words.addAll(List.of(arguments));
        return CommandRun.of(words.toArray());
    }

    private Path save(BufferedImage picture, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Pictures.save(picture, file);
    }

    private PictureFile read(String name) throws IOException {
        return new PictureReader().read(folder.resolve(name));
    }

    private int[] samples(String name) throws IOException {
        return Pictures.samples(read(name).picture());
    }

    private Map<String, List<Byte>> bytes(String root) throws IOException {
        Map<String, List<Byte>> files = new TreeMap<>();
        for (String name : tree(root)) {
            List<Byte> bytes = new ArrayList<>();
            for (byte b : Files.readAllBytes(folder.resolve(root).resolve(name))) {
                bytes.add(b);
            }
            files.put(name, bytes);
        }
        return files;
    }

    private List<String> tree(String root) throws IOException {
        Path top = folder.resolve(root);
        try (Stream<Path> files = Files.walk(top)) {
            return files.filter(Files::isRegularFile).map(file -> top.relativize(file).toString()).sorted().toList();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
