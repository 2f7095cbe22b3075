package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.derain4j.cli.FakeEngine.Run;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.StandardInput;
import org.derain4j.cli.common.StandardStreams;
import org.derain4j.cli.telling.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --view}: the page of a run, on a stand-in for the network. */
@Timeout(120)
class RunPageTest {

    @TempDir
    private Path folder;

    private final FakeEngine engine = new FakeEngine();

    @Test
    void onePictureHasItsPageBesideItsResult() throws IOException {
        Path input = picture("a.png");
        Run run = done(engine.run(input, "--view"));
        Path page = folder.resolve("a.view.html");
        List<String> lines = run.out().lines().toList();
        assertEquals(2, lines.size(), run.out());
        assertTrue(lines.get(1).matches("\\Q" + page + "\\E  1 picture, \\d+ kB"), run.out());
        PageText shown = PageText.of(page);
        assertEquals(List.of("a.png"), shown.names());
        assertEquals("a.png", shown.text(0, "before", "name"));
        assertEquals("a.derained.png", shown.text(0, "after", "name"));
        assertEquals(Files.size(input), shown.number(0, "before", "bytes"));
        assertEquals(Files.size(folder.resolve("a.derained.png")), shown.number(0, "after", "bytes"));
        assertEquals(Pictures.WIDTH, shown.pixels(0, "width"));
        assertEquals(Pictures.HEIGHT, shown.pixels(0, "height"));
    }

    /** As the results' names say, and those of {@code --compare}. */
    @Test
    void thePageIsNamedByTheResult() throws IOException {
        Path input = picture("a.png");
        done(engine.run(input, "--view", "-o", folder.resolve("dry.tiff")));
        done(engine.run(input, "--view", "-o", folder + "/o/"));
        assertEquals(List.of("a.png", "dry.tiff", "dry.view.html"), names(""));
        assertEquals(List.of("a.png", "a.view.html"), names("o"));
    }

    @Test
    void severalHaveOnePageAmongTheirResultsInTheirOrder() throws IOException {
        Run run = done(engine.run(picture("b10.png"), picture("b9.jpg"), picture("x/a.png"), "--view", "-o",
                folder + "/dry/"));
        assertEquals(List.of("a.png", "b10.png", "b9.jpg", "view.html"), names("dry"));
        assertEquals(List.of("b10.png", "b9.jpg", "x/a.png"), PageText.of(folder.resolve("dry/view.html")).names());
        List<String> lines = run.out().lines().toList();
        assertTrue(lines.get(3).startsWith(folder.resolve("dry/view.html") + "  3 pictures, "), run.out());
        assertTrue(lines.get(4).startsWith("3 pictures in "), run.out());
    }

    @Test
    void aTreeHasOnePageOnWhichPicturesAreCalledByTheirPlaceInIt() throws IOException {
        picture("photos/img10.png");
        picture("photos/img9.png");
        picture("photos/trip/img9.png");
        Files.writeString(folder.resolve("photos/broken.png"), "no picture");
        Run run = engine.run(folder.resolve("photos"), "-r", "--view", "-o", folder.resolve("dry"));
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals(List.of("img9.png", "img10.png", "trip/img9.png"),
                PageText.of(folder.resolve("dry/view.html")).names(), "without the broken one");
        assertFalse(Files.readString(folder.resolve("dry/view.html")).contains(folder.getFileName().toString()),
                "nothing of where they lie");
        Run same = engine.run(folder.resolve("photos"), "-r", "--view", "-o", folder.resolve("dry"),
                "--skip-existing");
        assertEquals(ExitCode.INPUT_FAILED, same.exitCode());
        assertEquals(List.of("img9.png", "img10.png", "trip/img9.png"),
                PageText.of(folder.resolve("dry/view.html")).names());
    }

    @Test
    void aFolderOfOnePictureHasThePageOfAFolder() throws IOException {
        picture("photos/a.png");
        done(engine.run(folder.resolve("photos"), "--view", "-o", folder.resolve("dry")));
        assertEquals(List.of("a.png", "view.html"), names("dry"));
    }

    @Test
    void earlierResultsAreOnThePageInTheirPlaces() throws IOException {
        List<Path> inputs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            inputs.add(picture("p" + i + ".png"));
        }
        Path dry = folder.resolve("dry");
        done(engine.run(inputs.get(0), inputs.get(1), inputs.get(4), "-o", dry + "/"));
        Files.writeString(dry.resolve("p1.png"), "no picture");
        Pictures.save(Pictures.colour().getSubimage(0, 0, 5, 5), dry.resolve("p4.png"));
        Run run = done(engine.run(Stream.concat(inputs.stream(),
                Stream.of("--view", "--skip-existing", "-o", dry + "/")).toArray()));
        assertEquals(List.of("p0.png", "p2.png", "p3.png", "p5.png"),
                PageText.of(dry.resolve("view.html")).names());
        List<String> said = run.err().lines().toList();
        assertEquals(2, said.size(), run.err());
        assertTrue(
                said.get(0).startsWith("derain: note: " + inputs.get(1) + ": not on the page: " + dry.resolve("p1.png")
                        + ": not a PNG"),
                run.err());
        assertEquals("derain: note: " + inputs.get(4) + ": not on the page: " + dry.resolve("p4.png") + ": is 5x5, but "
                + inputs.get(4) + " is 16x12; only equal sizes can be compared.", said.get(1));
    }

    /** Those that are done already are shown without a network. */
    @Test
    void whereAllIsDoneThePageIsMadeAndNoEngineOpened() throws IOException {
        Path a = picture("a.png");
        Path b = picture("b.png");
        done(engine.run(a, b, "-o", folder + "/dry/"));
        int opened = engine.opened.size();
        done(engine.run(a, b, "-o", folder + "/dry/", "--view", "--skip-existing"));
        assertEquals(opened, engine.opened.size());
        assertEquals(List.of("a.png", "b.png"), PageText.of(folder.resolve("dry/view.html")).names());
        done(engine.run(a, "-o", folder + "/dry/", "--view", "--skip-existing"));
        assertEquals(List.of("a.png"), PageText.of(folder.resolve("dry/a.view.html")).names());
    }

    @Test
    void aPageThatIsThereIsRefusedBeforeAnyWork() throws IOException {
        Path input = picture("a.png");
        Path page = Files.writeString(folder.resolve("a.view.html"), "precious");
        for (String[] options : List.of(new String[]{"--view"}, new String[]{"--view", "--dry-run"})) {
            Run run = engine.run(Stream.concat(Stream.of(input), Stream.of(options)).toArray());
            assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
            assertEquals("derain: --view: the page " + page + " exists already; add --overwrite to replace it, or "
                    + "--skip-existing to make it anew with the results that are there.\n", run.err());
        }
        assertEquals(List.of("a.png", "a.view.html"), names(""));
        assertEquals(List.of(), engine.opened);
        assertEquals("precious", Files.readString(page));
        done(engine.run(input, "--view", "--skip-existing"));
        assertEquals(List.of("a.png"), PageText.of(page).names());
        Files.writeString(page, "old");
        done(engine.run(input, "--view", "--overwrite"));
        assertEquals(List.of("a.png"), PageText.of(page).names());
    }

    /** Content says what a picture is, not its name. */
    @Test
    void aPageNeverReplacesAnInput() throws IOException {
        Path input = Files.move(picture("a.png"), folder.resolve("view.html"));
        byte[] before = Files.readAllBytes(input);
        Run run = engine.run(input, picture("b.png"), "--view", "--overwrite", "-o", folder + "/");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("derain: --view: the page " + input + " would overwrite the input " + input
                + "; choose another place with -o.\n", run.err());
        assertArrayEquals(before, Files.readAllBytes(input));
    }

    @Test
    void whatHasNoPlaceForAPageOrNoEndIsRefused() throws IOException {
        Path input = picture("a.png");
        refused("--view writes a file beside the result, which standard output is not; name one with -o.", input,
                "--view", "-o", "-");
        refused("--view makes a page when all is done, and --watch never is; leave one of them out.", "--watch", folder,
                "--view");
        refused("--view-size means nothing without --view.", input, "--view-size", "2M");
        refused("--view-size is 1000K; give 1 MB to 1.0 GB.", input, "--view", "--view-size", "1000K");
        refused("--view-size is 2.0 GB; give 1 MB to 1.0 GB.", input, "--view", "--view-size", "2G");
        Path film = Files.write(folder.resolve("a.y4m"), "YUV4MPEG2 W16 H12 F25:1\nFRAME\n".getBytes());
        Run frames = engine.run(film, "--view");
        assertEquals(ExitCode.USAGE, frames.exitCode());
        assertTrue(frames.err().startsWith("derain: --view is for pictures, and " + film + " "), frames.err());
        assertEquals(List.of(), engine.opened);
    }

    private void refused(String sentence, Object... args) {
        Run run = engine.run(args);
        assertEquals("derain: " + sentence + "\n", run.err());
        assertEquals(ExitCode.USAGE, run.exitCode());
    }

    @Test
    void aPictureFromStandardInputHasAPageBesideItsFile() throws IOException {
        StandardStreams streams = new StandardStreams(
                new StandardInput(new ByteArrayInputStream(Files.readAllBytes(picture("a.png")))),
                OutputStream.nullOutputStream());
        done(FakeEngine.run(engine, streams, "-", "-o", folder.resolve("dry.png"), "--view"));
        PageText page = PageText.of(folder.resolve("dry.view.html"));
        assertEquals(List.of("standard input"), page.names());
        assertEquals("dry.png", page.text(0, "after", "name"));
    }

    @Test
    void aDryRunSaysWhereThePageWouldBe() throws IOException {
        Path input = picture("a.png");
        assertEquals(input + " -> " + folder.resolve("a.derained.png") + "\npage of what is done -> "
                + folder.resolve("a.view.html") + "\n", done(engine.run(input, "--view", "--dry-run")).out());
        assertEquals(List.of("a.png"), names(""));
    }

    @Test
    void programsReadOfThePageWithTheTotals() throws IOException {
        Run run = done(engine.run(picture("a.png"), picture("b.png"), "--view", "--json", "-o", folder + "/dry/"));
        Path page = folder.resolve("dry/view.html");
        List<String> lines = run.out().lines().toList();
        assertEquals(3, lines.size(), run.out());
        Map<String, Object> totals = JsonText.object(lines.getLast());
        Map<?, ?> told = (Map<?, ?>) totals.get("page");
        assertEquals(page.toString(), told.get("output"));
        assertEquals(2, ((Number) told.get("pictures")).intValue());
        assertEquals(Files.size(page), ((Number) told.get("bytes")).longValue());
        assertFalse(done(engine.run(picture("c.png"), "--json")).out().contains("\"page\""));
        assertEquals("", done(engine.run(picture("d.png"), "--view", "--quiet")).out());
    }

    @Test
    void aPageThatCannotBeWrittenCostsNoPicture() throws IOException {
        Path page = folder.resolve("dry/view.html");
        Run run = inTheWay(page).run(picture("a.png"), picture("b.png"), "--view", "-o", folder + "/dry/");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals(List.of("a.png", "b.png", "view.html"), names("dry"));
        assertTrue(run.err().startsWith("derain: " + page + ": is a folder"), run.err());
        assertEquals(1, run.err().lines().count(), "said once, and of no picture: " + run.err());
        assertTrue(run.out().contains("2 pictures in "), run.out());
    }

    @Test
    void programsReadWhyThereIsNoPage() throws IOException {
        Path page = folder.resolve("a.view.html");
        Run run = inTheWay(page).run(picture("a.png"), "--view", "--json");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        Map<String, Object> totals = JsonText.object(run.out().lines().toList().getLast());
        Map<?, ?> told = (Map<?, ?>) totals.get("page");
        assertEquals(page.toString(), told.get("output"));
        assertTrue(((String) told.get("error")).startsWith(page + ": is a folder"), run.out());
        assertEquals(1.0, totals.get("exitCode"));
        assertEquals(1.0, totals.get("done"));
        assertEquals(0.0, totals.get("failed"));
    }

    private static FakeEngine inTheWay(Path page) {
        return new FakeEngine(picture -> {
            assertTrue(page.toFile().mkdirs() || page.toFile().isDirectory());
            return FakeEngine.inverted(picture);
        }, 0);
    }

    /** Pages are named by pictures, whose names may come from anywhere. */
    @Test
    void aNameSteersNoTerminal() throws IOException {
        Path input = picture("a\u001b[31mb\nc.png");
        for (String[] options : List.of(new String[]{"--dry-run"}, new String[0], new String[]{"--json"})) {
            Run run = done(engine.run(Stream.concat(Stream.of(input, "--view", "--overwrite"), Stream.of(options))
                    .toArray()));
            assertTrue(run.out().replace("\\n", "\\u000a").contains("a\\u001b[31mb\\u000ac.view.html"),
                    run.out());
            assertFalse(run.out().contains("\u001b"), run.out());
            assertEquals(2, run.out().lines().count(), run.out());
        }
        assertEquals(List.of("a\u001b[31mb\nc.derained.png", "a\u001b[31mb\nc.png", "a\u001b[31mb\nc.view.html"),
                names(""));
    }

    @Test
    void nothingDoneIsNoPage() throws IOException {
        Path broken = Files.writeString(folder.resolve("a.png"), "no picture");
        Run run = engine.run(broken, "--view");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals(List.of("a.png"), names(""));
        assertEquals(1, run.err().lines().count(), run.err());
    }

    /** With room for one at a time: earlier results, which the network never sees, wait in their turn, and nobody for ever. */
    @Test
    void picturesThatAreShownAgainWaitForMemoryLikeOthers() throws IOException {
        List<Path> inputs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            inputs.add(picture("p%02d.png".formatted(i)));
        }
        Path dry = folder.resolve("dry");
        List<Path> earlier = List.of(inputs.get(0), inputs.get(3), inputs.get(4), inputs.get(8), inputs.get(11));
        done(engine.run(Stream.concat(earlier.stream(), Stream.of("-o", dry + "/")).toArray()));
        AtomicInteger number = new AtomicInteger();
        List<Integer> early = Collections.synchronizedList(new ArrayList<>());
        List<String> order = List.of("p01", "p02", "p05", "p06", "p07", "p09", "p10");
        FakeEngine small = new FakeEngine(picture -> {
            int now = number.getAndIncrement();
            if (now > 0 && !Files.exists(dry.resolve(order.get(now - 1) + ".png"))) {
                early.add(now);
            }
            return FakeEngine.inverted(picture);
        }, 0).within(1);
        done(small.run(Stream.concat(inputs.stream(), Stream.of("--view", "--skip-existing", "-o", dry + "/"))
                .toArray()));
        assertEquals(List.of(), early);
        assertEquals(inputs.stream().map(input -> input.getFileName().toString()).toList(),
                PageText.of(dry.resolve("view.html")).names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1M", "2M"})
    void thePageStaysWithinItsSize(String size) throws IOException {
        List<Path> inputs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            inputs.add(Pictures.save(Pictures.noise(900, 700), folder.resolve("n" + i + ".png")));
        }
        done(engine.run(Stream.concat(inputs.stream(), Stream.of("--view", "--view-size", size, "-o", folder + "/dry/"))
                .toArray()));
        long most = (size.charAt(0) - '0') << 20;
        long bytes = Files.size(folder.resolve("dry/view.html"));
        assertTrue(bytes <= most && bytes > most / 4, bytes + " of " + most);
        assertEquals(900, PageText.of(folder.resolve("dry/view.html")).pixels(2, "width"));
    }

    private Path picture(String name) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        return Pictures.save(Pictures.colour(), folder.resolve(name));
    }

    private static Run done(Run run) {
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        return run;
    }

    private List<String> names(String below) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(below))) {
            return files.filter(Files::exists).map(file -> file.getFileName().toString())
                    .filter(name -> !Files.isDirectory(folder.resolve(below).resolve(name)) || name.endsWith(".html"))
                    .sorted().toList();
        }
    }
}
