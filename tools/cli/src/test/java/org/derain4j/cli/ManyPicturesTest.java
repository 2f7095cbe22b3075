package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.derain4j.cli.FakeEngine.Run;
import org.derain4j.cli.common.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command over folders, patterns and lists, on a stand-in for the network. */
class ManyPicturesTest {

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-02T03:04:05Z"));

    @TempDir
    private Path folder;

    private final FakeEngine engine = new FakeEngine();

    @Test
    void aTreeBecomesTheSameTree() throws IOException {
        pictures("photos/b.png", "photos/a10.png", "photos/a2.png", "photos/deep/er/c.png");
        Files.writeString(folder.resolve("photos/notes.txt"), "not for us");
        Run run = done(engine.run(folder.resolve("photos"), "-r", "-o", folder.resolve("dry")));
        assertEquals(List.of("a10.png", "a2.png", "b.png", "deep/er/c.png"), tree("dry"));
        assertEquals(List.of("photos/a2.png -> dry/a2.png", "photos/a10.png -> dry/a10.png",
                "photos/b.png -> dry/b.png", "photos/deep/er/c.png -> dry/deep/er/c.png"), steps(run));
        assertTrue(run.err().contains("1 other file skipped"), run.err());
    }

    @Test
    void aFolderMayBeDoneTwice() throws IOException {
        pictures("a.png", "b.png");
        done(engine.run(folder, "--compare"));
        List<String> once = List.of("a.compare.png", "a.derained.png", "a.png", "b.compare.png", "b.derained.png",
                "b.png");
        assertEquals(once, tree(""));
        Run again = engine.run(folder, "--compare");
        assertEquals(ExitCode.INPUT_FAILED, again.exitCode());
        assertTrue(again.err().contains("4 results of earlier runs left out"), again.err());
        done(engine.run(folder, "--overwrite"));
        done(engine.run(folder, "--skip-existing"));
        assertEquals(once, tree(""));
    }

    @Test
    void whatIsThereIsSkippedAndWhatLacksAPartIsMadeAnew() throws IOException {
        pictures("a.png", "b.png", "c.png");
        done(engine.run(folder, "--compare"));
        for (String name : tree("")) {
            Files.setLastModifiedTime(folder.resolve(name), LONG_AGO);
        }
        Files.delete(folder.resolve("b.compare.png"));
        Files.delete(folder.resolve("c.derained.png"));
        Run run = done(engine.run(folder, "--compare", "--skip-existing"));
        assertEquals(LONG_AGO, Files.getLastModifiedTime(folder.resolve("a.derained.png")));
        for (String name : List.of("b.derained.png", "b.compare.png", "c.derained.png", "c.compare.png")) {
            assertTrue(Files.getLastModifiedTime(folder.resolve(name)).compareTo(LONG_AGO) > 0, name);
        }
        assertEquals(2, steps(run).stream().filter(step -> step.contains("-> ")).filter(step -> !step.startsWith("a"))
                .count());
        int opened = engine.opened.size();
        done(engine.run(folder, "--compare", "--skip-existing"));
        assertEquals(opened, engine.opened.size(), "no model is loaded where all is done");
    }

    @Test
    void aSinglePictureThatIsSkippedIsNotPassedOverInSilence() throws IOException {
        pictures("a.png");
        Path result = folder.resolve("dry.png");
        engine.run(folder.resolve("a.png"), "-o", result);
        assertEquals(new Run(ExitCode.DONE, folder + "/a.png -> " + result + "  skipped, exists already\n", ""),
                engine.run(folder.resolve("a.png"), "-o", result, "--skip-existing"));
        assertEquals("", engine.run(folder.resolve("a.png"), "-o", result, "--skip-existing", "--quiet").out());
    }

    @Test
    void whatIsSkippedIsNeverAnInput() throws IOException {
        pictures("a.png");
        Run run = engine.run(folder.resolve("a.png"), "-o", folder, "--skip-existing");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertTrue(run.err().contains("would overwrite the input"), run.err());
    }

    /** The same names whatever is there already: else a second run would take another's result for its own. */
    @Test
    void namesDoNotDependOnWhatExists() throws IOException {
        pictures("in/a.png", "in/a.bmp", "in/b.bmp");
        Object[] args = {folder.resolve("in"), "-o", folder.resolve("dry"), "-f", "png", "--skip-existing"};
        done(engine.run(args));
        List<String> all = List.of("a.bmp.png", "a.png.png", "b.png");
        assertEquals(all, tree("dry"));
        Files.delete(folder.resolve("dry/a.bmp.png"));
        done(engine.run(args));
        assertEquals(all, tree("dry"));
    }

    @Test
    void aDryRunMakesNothing() throws IOException {
        pictures("in/a.png", "in/sub/b.png", "in/c.png", "dry/c.png");
        Files.createDirectory(folder.resolve("in/closed.png"));
        List<String> before = tree("");
        Run run = engine.run("--dry-run", "-r", folder.resolve("in"), folder.resolve("none.png"), "-o",
                folder.resolve("dry"));
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals(List.of("in/a.png -> dry/a.png", "in/sub/b.png -> dry/sub/b.png"), steps(run));
        assertEquals(List.of("derain: " + folder.resolve("in/c.png") + ": its result " + folder.resolve("dry/c.png")
                + " exists already; add --overwrite to replace it.",
                "derain: " + folder.resolve("none.png") + ": no such file or folder.",
                "derain: note: 1 folder without pictures."), run.err().lines().toList());
        run = done(engine.run("--dry-run", folder.resolve("in"), "-o", folder.resolve("dry"), "--skip-existing"));
        assertEquals(List.of("in/a.png -> dry/a.png", "in/c.png -> dry/c.png  skipped, exists already"), steps(run));
        done(engine.run("--dry-run", folder.resolve("in"), "-o", folder.resolve("new") + "/"));
        assertEquals(before, tree(""));
        assertFalse(Files.exists(folder.resolve("new")));
        assertEquals(List.of(), engine.opened);
    }

    @Test
    void aPatternInQuotesIsExpanded() throws IOException {
        pictures("a.png", "b.png", "sub/c.png");
        done(engine.run(folder + "/**/*.png", "-o", folder.resolve("dry")));
        assertEquals(List.of("a.png", "b.png", "sub/c.png"), tree("dry"));
        Run run = engine.run(folder + "/*.tiff", folder.resolve("a.png"));
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertTrue(run.err().startsWith("derain: " + folder + "/*.tiff: no picture has a name of this pattern"),
                run.err());
        assertTrue(Files.exists(folder.resolve("a.derained.png")));
    }

    @Test
    void namesComeOutOfAListOrOutOfStandardInput() throws IOException {
        pictures("a.png", "b.png", "c.png");
        Path list = Files.writeString(folder.resolve("list"), folder + "/b.png\r\n\r\n" + folder + "/none.png\n");
        Run run = engine.run(folder.resolve("a.png"), "--from-list", list, "-o", folder.resolve("dry"));
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertTrue(run.err().startsWith("derain: " + folder.resolve("none.png") + ": no such file or folder.\n"),
                run.err());
        assertEquals(List.of("a.png", "b.png"), tree("dry"));
        InputStream stdin = System.in;
        try {
            System.setIn(new ByteArrayInputStream((folder + "/c.png\0").getBytes(StandardCharsets.UTF_8)));
            done(engine.run("--from-list", "-"));
        } finally {
            System.setIn(stdin);
        }
        assertTrue(Files.exists(folder.resolve("c.derained.png")));
    }

    @Test
    void anEmptyListIsNothingToDo() throws IOException {
        Path list = Files.createFile(folder.resolve("list.txt"));
        Run run = engine.run("--from-list", list, "-o", folder.resolve("dry"));
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().startsWith("0 pictures in "), run.out());
    }

    @Test
    void severalPicturesNeedAFolder() throws IOException {
        pictures("in/a.png");
        assertUsage("with several pictures it must be a folder", folder.resolve("in"), "-o",
                folder.resolve("dry.png"));
        Path file = Files.writeString(folder.resolve("file"), "");
        assertUsage("with several pictures it must be a folder", folder.resolve("in"), "-o", file);
    }

    /** Two folders of one camera: the same names, and nothing is lost unsaid. */
    @Test
    void twoFoldersWithTheSameNamesAreRefused() throws IOException {
        pictures("x/1.png", "y/1.png", "y/2.png");
        Run run = engine.run(folder.resolve("x"), folder.resolve("y"), "-o", folder.resolve("dry"));
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertTrue(run.err().contains("x/1.png: its result ") && run.err().contains("would also be that of "),
                run.err());
        assertEquals(List.of("2.png"), tree("dry"));
    }

    @Test
    void aFolderOfResultsThatCannotBeMadeIsASentence() throws IOException {
        pictures("in/a.png", "in/sub/b.png");
        Files.createDirectory(folder.resolve("dry"));
        Files.writeString(folder.resolve("dry/sub"), "in the way");
        Run run = engine.run("-r", folder.resolve("in"), "-o", folder.resolve("dry"));
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertTrue(run.err().startsWith("derain: " + folder.resolve("in/sub/b.png") + ": the folder "
                + folder.resolve("dry/sub") + " for its result cannot be made (exists already)"), run.err());
        assertEquals(List.of("a.png", "sub"), tree("dry"));
    }

    @Test
    void optionsThatContradictEachOtherAreWrongUsage() throws IOException {
        pictures("a.png");
        assertUsage("--skip-existing and --overwrite", folder, "--skip-existing", "--overwrite");
        assertUsage("--watch never ends", folder, "--watch", "--dry-run");
        assertUsage("--dry-run prints lines for people", folder, "--dry-run", "--json");
        assertUsage("--from-list names files", folder, "--watch", "--from-list", "-");
        assertUsage("--settle means nothing", folder, "--settle", "3");
        assertUsage("--settle is -1.0", folder, "--watch", "--settle", "-1");
        assertUsage("a.png: not a folder; name the folder that fills", folder.resolve("a.png"), "--watch");
        Path film = Files.writeString(folder.resolve("film.mp4"), "\0\0\0\u0018ftypisom\0\0\2\0isomiso2");
        assertUsage(film + " is no folder", film, "--watch");
        assertUsage(film + " is taken without others", film, "--from-list", "-");
        assertUsage("- is no folder", "-", "--watch");
        Files.delete(film);
        assertUsage("the folder that is watched", folder, "--watch", "-o", folder + "/");
        assertEquals(List.of("a.png"), tree(""));
    }

    private void assertUsage(String part, Object... args) {
        Run run = engine.run(args);
        assertEquals(ExitCode.USAGE, run.exitCode(), run.err());
        assertTrue(run.err().contains(part), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals(List.of(), engine.opened);
    }

    private static Run done(Run run) {
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        return run;
    }

    /** What it printed, without the folder of the test and without figures. */
    private List<String> steps(Run run) {
        return run.out().replace(folder + "/", "").replaceAll("  \\d+x\\d+.*", "").lines()
                .filter(line -> line.contains(" -> ")).toList();
    }

    private void pictures(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Pictures.save(Pictures.colour(), file);
        }
    }

    private List<String> tree(String below) throws IOException {
        Path root = folder.resolve(below);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).map(file -> root.relativize(file).toString()).sorted().toList();
        }
    }
}
