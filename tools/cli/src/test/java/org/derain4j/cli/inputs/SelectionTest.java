package org.derain4j.cli.inputs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trees of empty files: nothing here may read one. */
class SelectionTest {

    @TempDir
    private Path folder;

    @Test
    void aFolderStandsForItsPictures() throws IOException {
        files("b10.jpg", "b2.JPG", "a.png", "A.webp", "c.tif", "c.txt", "noextension", "sub/d.jpg");
        Selection selection = select(false, folder);
        assertEquals(List.of("a.png", "A.webp", "b2.JPG", "b10.jpg", "c.tif"), places(selection));
        assertEquals(folder.resolve("a.png"), selection.inputs().getFirst().file());
        assertTrue(selection.open());
        assertEquals(Optional.of("2 other files skipped, 1 folder not entered (-r does)."),
                selection.leftOut().sentence());
    }

    @Test
    void recursivelyForItsTree() throws IOException {
        files("z.jpg", "day10/a.jpg", "day2/x/y/a.jpg", "day2/b.jpg", "empty/only.txt");
        assertEquals(List.of("z.jpg", "day2/b.jpg", "day2/x/y/a.jpg", "day10/a.jpg"), places(select(true, folder)));
        assertEquals(new LeftOut(0, 1, 0, 0, 0, 1), select(true, folder).leftOut());
    }

    @Test
    void whatIsNamedStaysInTheOrderGiven() throws IOException {
        files("b.jpg", "a.jpg", "sub/c2.jpg", "sub/c1.jpg");
        Selection selection = select(false, folder.resolve("b.jpg"), folder.resolve("sub"), folder.resolve("a.jpg"),
                folder.resolve("sub/c1.jpg"), folder.resolve("sub/../b.jpg"));
        assertEquals(List.of("b.jpg", "c1.jpg", "c2.jpg", "a.jpg"), places(selection));
        assertFalse(select(false, folder.resolve("a.jpg"), folder.resolve("b.jpg")).open());
    }

    @Test
    void filmsHiddenFilesAndLitterAreSkippedAndCounted() throws IOException {
        files("a.jpg", "film.MP4", "film.mov", "notes.txt", ".hidden.jpg", ".thumbs/b.jpg",
                ".derain-12-123e4567-e89b-12d3-a456-426614174000.tmp");
        LeftOut leftOut = select(true, folder).leftOut();
        assertEquals(new LeftOut(0, 3, 2, 3, 0, 0), leftOut);
        assertEquals(Optional.of("3 other files skipped (2 films: name them one by one), 3 hidden files and folders "
                + "skipped."), leftOut.sentence());
        assertEquals(List.of(".hidden.jpg", "b.jpg"),
                places(select(false, folder.resolve(".hidden.jpg"), folder.resolve(".thumbs"))));
        assertEquals(Optional.empty(), LeftOut.NOTHING.sentence());
    }

    @Test
    void aResultIsNoInputUnlessItIsNamed() throws IOException {
        files("a.jpg", "a.derained.jpg", "a.compare.jpg", "a.rain.png", // of a
                "b.webp", "b.derained.png", // in another format
                "c.jpg", "c.png", "c.jpg.derained.png", "c.png.derained.png", // named whole
                "raw", "raw.derained.png", // told by its content
                "alone.derained.jpg", "alone.compare.jpg", // the source has gone
                "summer.rain.jpg", "summer.jpg", "d.compare.png"); // names of somebody else's
        Selection selection = select(false, folder);
        assertEquals(List.of("a.jpg", "alone.derained.jpg", "b.webp", "c.jpg", "c.png", "d.compare.png", "summer.jpg",
                "summer.rain.jpg"), places(selection));
        assertEquals(new LeftOut(8, 1, 0, 0, 0, 0), selection.leftOut());
        assertEquals(List.of("a.derained.jpg"), places(select(false, folder.resolve("a.derained.jpg"))));
    }

    /** What a shell makes of *.jpg after an earlier run. */
    @Test
    void aResultThatIsNamedBesideItsPictureIsNoInput() throws IOException {
        files("a.jpg", "a.derained.jpg", "sub/a.derained.jpg");
        Selection selection = select(false, folder.resolve("a.derained.jpg"), folder.resolve("a.jpg"),
                folder.resolve("sub").resolve("a.derained.jpg"));
        assertEquals(List.of(folder.resolve("a.jpg"), folder.resolve("sub/a.derained.jpg")),
                selection.inputs().stream().map(Input::file).toList());
        assertEquals(new LeftOut(1, 0, 0, 0, 0, 0), selection.leftOut());
    }

    @Test
    void anEmptyNameIsNoFolder() throws IOException {
        files("a.jpg");
        List<Input> inputs = select(false, Optional.empty(), "").inputs();
        assertEquals(1, inputs.size(), inputs.toString());
        assertEquals(Optional.of("'': no file can have this name here; check its spelling."),
                inputs.getFirst().problem());
    }

    @Test
    void resultsBelowTheFolderAreNoInputs() throws IOException {
        files("a.jpg", "dry/a.jpg", "dry/deep/b.jpg", "sub/c.jpg");
        Path dry = folder.resolve("dry");
        assertEquals(List.of("a.jpg", "sub/c.jpg"), places(select(true, Optional.of(dry), folder.toString())));
        assertEquals(List.of("a.jpg", "sub/c.jpg"),
                places(select(true, Optional.of(folder.resolve("sub/../dry")), folder.toString())));
        assertEquals(List.of("a.jpg", "sub/c.jpg"),
                places(select(false, Optional.of(dry), folder + "/**/*.jpg")));
        assertEquals(List.of("a.jpg"), places(select(false, Optional.of(dry), dry.toString())), "named is named");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"*.jpg; a.jpg b2.jpg b10.jpg", "b*.jpg; b2.jpg b10.jpg", "b?.jpg; b2.jpg",
        "*; a.jpg b2.jpg b10.jpg c.png", "{a,c}.*; a.jpg c.png", "b[0-9].jpg; b2.jpg",
        "*/*.jpg; day2/a.jpg day10/a.jpg",
        "day2/*.jpg; a.jpg", "**/*.jpg; a.jpg b2.jpg b10.jpg day2/a.jpg day2/x/a.jpg day10/a.jpg",
        "**/x/*.jpg; day2/x/a.jpg", "day2/**/*.jpg; a.jpg x/a.jpg", "day2/**; a.jpg x/a.jpg", "d*/x/*; day2/x/a.jpg"})
    void patternsThatNoShellHasExpanded(String pattern, String places) throws IOException {
        files("a.jpg", "b2.jpg", "b10.jpg", "c.png", "a.derained.jpg", "d.txt", ".h.jpg", "day2/a.jpg", "day2/x/a.jpg",
                "day10/a.jpg", ".hidden/a.jpg");
        Selection selection = select(false, Optional.empty(), folder + "/" + pattern);
        assertEquals(List.of(places.split(" ")), places(selection));
        selection.inputs().forEach(input -> assertTrue(Files.exists(input.file()), input.file().toString()));
    }

    @Test
    void aFileThatIsCalledSoWins() throws IOException {
        files("a[1].jpg", "a1.jpg");
        assertEquals(List.of("a[1].jpg"), places(select(false, folder.resolve("a[1].jpg"))));
        Files.delete(folder.resolve("a[1].jpg"));
        assertEquals(List.of("a1.jpg"), places(select(false, folder.resolve("a[1].jpg"))));
    }

    @Test
    void aPatternWithoutAnyPictureIsASentence() throws IOException {
        files("a.txt", "a.jpg");
        for (String pattern : List.of(folder + "/*.png", folder + "/no/*.jpg", folder + "/no[where/*.jpg")) {
            Selection selection = select(false, Optional.empty(), pattern);
            boolean possible = !pattern.contains("[");
            assertEquals(possible
                    ? Optional
                            .of(pattern + ": no picture has a name of this pattern; check it, and the current folder.")
                    : Optional.empty(), selection.inputs().getFirst().problem());
            assertEquals(possible ? List.of() : selection.inputs(), selection.pictures());
        }
    }

    @Test
    void aListNamesFilesAndFoldersButNoPatterns() throws IOException {
        files("b.jpg", "a.jpg", "sub/c.jpg");
        Selection selection = Selection.of(List.of(folder + "/b.jpg"),
                Optional.of(List.of(folder + "/sub", folder + "/*.jpg", folder + "/a.jpg")), false, List.of());
        assertEquals(List.of("b.jpg", "c.jpg", "*.jpg", "a.jpg"), places(selection));
        assertTrue(selection.open());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linksAreFollowedButNoFolderIsEnteredTwice() throws IOException {
        files("real/z.jpg", "elsewhere/e.jpg", "elsewhere/up/f.jpg");
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("file.jpg"), folder.resolve("elsewhere/e.jpg"));
        Files.createSymbolicLink(tree.resolve("gone.jpg"), folder.resolve("nowhere.jpg"));
        Files.createSymbolicLink(tree.resolve("a-loop"), tree);
        Files.createDirectory(tree.resolve("sub"));
        Files.createSymbolicLink(tree.resolve("a-link"), tree.resolve("sub"));
        Files.createSymbolicLink(tree.resolve("sub/up"), tree);
        Files.createFile(tree.resolve("sub/s.jpg"));
        Files.createSymbolicLink(tree.resolve("out"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(tree.resolve("out2"), folder.resolve("elsewhere"));
        assertEquals(List.of("file.jpg", "gone.jpg", "sub/s.jpg", "out/e.jpg", "out/up/f.jpg"),
                places(select(true, tree)));
        assertEquals(List.of("file.jpg", "gone.jpg", "sub/s.jpg"),
                places(select(false, Optional.empty(), tree + "/**/*.jpg")));
    }

    /** Whoever reads from a pipe may wait for ever. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void pipesAreNoPictures() throws Exception {
        files("a.jpg");
        assertEquals(0, new ProcessBuilder("mkfifo", folder.resolve("pipe.jpg").toString()).start().waitFor());
        Selection selection = select(false, folder);
        assertEquals(List.of("a.jpg"), places(selection));
        assertEquals(1, selection.leftOut().others());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFolderThatCannotBeReadIsASentenceAndTheRestGoesOn() throws IOException {
        files("a.jpg", "closed/b.jpg", "z/c.jpg");
        Path closed = folder.resolve("closed");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("-wx-wx-wx"));
        try {
            Assumptions.assumeFalse(Files.isReadable(closed), "permission bits do not bind the superuser");
            Selection selection = select(true, folder);
            assertEquals(List.of(Optional.empty(), Optional.of(closed
                    + ": the folder cannot be read (permission denied); the rest goes on without it."),
                    Optional.empty()), selection.inputs().stream().map(Input::problem).toList());
            assertEquals(2, selection.pictures().size());
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void aFolderThatHasJustGoneIsASentence() {
        FolderScan scan = new FolderScan(List.of());
        scan.folder(folder.resolve("gone"), true);
        assertEquals(Optional.of(folder.resolve("gone")
                + ": the folder cannot be read (no such file or folder); the rest goes on without it."),
                scan.found().getFirst().problem());
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    private static Selection select(boolean recursive, Path... arguments) {
        return select(recursive, Optional.empty(), Stream.of(arguments).map(Path::toString).toArray(String[]::new));
    }

    private static Selection select(boolean recursive, Optional<Path> results, String... arguments) {
        return Selection.of(List.of(arguments), Optional.empty(), recursive, results.stream().toList());
    }

    private static List<String> places(Selection selection) {
        return selection.inputs().stream().map(input -> input.place().toString().replace('\\', '/')).toList();
    }
}
