package org.derain4j.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewPairsTest {

    @TempDir
    private Path folder;

    @Test
    void filesArePairsInTheirOrder() throws IOException {
        ViewPairs pairs = ViewPairs.of(paths("b.png", "x/r1.png", "a.png", "x/r2.png"), List.of());
        assertEquals(List.of(pair("b.png", "x/r1.png", null), pair("a.png", "x/r2.png", null)), pairs.pairs());
        assertEquals(Path.of("view.html"), pairs.page(), "in the current folder");
        assertEquals(List.of(), pairs.unmatched());
    }

    @ParameterizedTest
    @CsvSource({"dry/a.jpg, dry/a.view.html", "a.derained.jpg, a.derained.view.html", "a, a.view.html",
        ".png, .png.view.html"})
    void thePageOfOnePairIsBesideAfter(String after, String page) throws IOException {
        assertEquals(Path.of(page), ViewPairs.of(paths("rain/b.jpg", after), List.of()).page());
    }

    @ParameterizedTest
    @CsvSource({"1, one picture alone", "3, 3 pictures are no pairs", "5, 5 pictures are no pairs"})
    void anOddNumberIsNoPairs(int number, String what) {
        refused(Stream.generate(() -> Path.of("a.png")).limit(number).toList(), List.of(),
                what + "; give pairs, BEFORE AFTER of each, and one picture with two results as A R1 A R2.");
    }

    @Test
    void nothingIsNothingToShow() {
        refused(List.of(), List.of(), "no picture named; for example: derain view street.jpg street.derained.jpg.");
        refused(List.of(), paths("a.png", "b.png", "c.png"),
                "--truth takes all files behind it; name BEFORE and AFTER in front of it.");
    }

    @Test
    void foldersBelongTogetherByNamesInTheOrderOfPeople() throws IOException {
        put("rain", "img10.png", "img2.jpg", "alone.png", "notes.txt", ".hidden.png");
        put("dry", "img2.webp", "img10.png", "other.png", "notes.txt", "view.html");
        ViewPairs pairs = ViewPairs.of(List.of(in("rain"), in("dry")), List.of());
        assertEquals(List.of(new ViewPair(in("rain/img2.jpg"), in("dry/img2.webp"), Optional.empty()),
                new ViewPair(in("rain/img10.png"), in("dry/img10.png"), Optional.empty())), pairs.pairs());
        assertEquals(List.of(in("rain/alone.png"), in("dry/other.png")), pairs.unmatched());
        assertEquals(in("dry/view.html"), pairs.page());
    }

    @Test
    void filesBesidePicturesThatAreNoneMayHaveTheirNames() throws IOException {
        put("rain", "view.jpg", "view.xmp");
        put("dry", "view.jpg", "view.html");
        put("clean", "view.png", "view.txt");
        assertEquals(List.of(new ViewPair(in("rain/view.jpg"), in("dry/view.jpg"), Optional.of(in("clean/view.png")))),
                ViewPairs.of(List.of(in("rain"), in("dry")), List.of(in("clean"))).pairs());
    }

    @Test
    void aFolderStandsBesideAnotherAlone() throws IOException {
        put("rain", "a.png");
        put("dry", "b.png");
        for (List<Path> files : List.of(List.of(in("rain")), List.of(in("rain"), in("dry/b.png")),
                List.of(in("rain"), in("dry"), in("rain")),
                List.of(in("rain"), in("dry"), in("rain"), in("dry")))) {
            refused(files, List.of(),
                    in("rain") + ": a folder; name two folders, BEFORE and AFTER, or pairs of pictures.");
        }
        Failure none = assertThrows(Failure.class, () -> ViewPairs.of(List.of(in("rain"), in("dry")), List.of()));
        assertEquals(ExitCode.INPUT_FAILED, none.exitCode());
        assertEquals(in("rain") + ": none of its pictures has a partner of the same name in " + in("dry") + ".",
                none.getMessage());
        put("dry", "b.jpg");
        assertThrows(IOException.class, () -> ViewPairs.of(List.of(in("rain"), in("dry")), List.of()),
                "b.jpg and b.png are one name");
    }

    @Test
    void truthsAreOneForEachPairOrOneForAllOfAPicture() throws IOException {
        assertEquals(List.of(pair("a.png", "r.png", "s.png"), pair("b.png", "r.png", "t.png")),
                ViewPairs.of(paths("a.png", "r.png", "b.png", "r.png"), paths("s.png", "t.png")).pairs());
        assertEquals(List.of(pair("a.png", "r1.png", "t.png"), pair("a.png", "r2.png", "t.png")),
                ViewPairs.of(paths("a.png", "r1.png", "a.png", "r2.png"), paths("t.png")).pairs());
        refused(paths("a.png", "r1.png", "b.png", "r2.png"), paths("t.png"),
                "--truth names 1, and there are 2 pairs; give one for each, in their order, or a folder.");
        refused(paths("a.png", "r1.png"), paths("s.png", "t.png"),
                "--truth names 2, and there is one pair; give one for each, in their order, or a folder.");
    }

    @Test
    void aFolderOfTruthsHasTheNamesOfBefore() throws IOException {
        put("rain", "a.png", "b.png");
        put("dry", "a.jpg", "b.jpg");
        put("clean", "b.bmp", "r.png");
        assertEquals(List.of(new ViewPair(in("rain/a.png"), in("dry/a.jpg"), Optional.empty()),
                new ViewPair(in("rain/b.png"), in("dry/b.jpg"), Optional.of(in("clean/b.bmp")))),
                ViewPairs.of(List.of(in("rain"), in("dry")), List.of(in("clean"))).pairs());
        assertEquals(List.of(new ViewPair(Path.of("b.png"), Path.of("r.png"), Optional.of(in("clean/b.bmp")))),
                ViewPairs.of(paths("b.png", "r.png"), List.of(in("clean"))).pairs());
        Failure none = assertThrows(Failure.class,
                () -> ViewPairs.of(paths("a.png", "r.png"), List.of(in("clean"))));
        assertEquals("--truth " + in("clean") + ": none of its files has the name of a picture.", none.getMessage());
        refused(List.of(in("rain"), in("dry")), List.of(in("clean/b.bmp")),
                "--truth: of two folders it is a third one; name that.");
        refused(List.of(in("rain"), in("dry")), List.of(in("clean"), in("clean")),
                "--truth: of two folders it is a third one; name that.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "../up/a.png", "/x/y/a.png"})
    void onePictureIsCalledByItsFile(String file) {
        assertEquals(List.of("a.png"), ShownNames.of(List.of(Path.of(file))));
    }

    @Test
    void picturesAreCalledByWhatTellsThemApart() {
        assertEquals(List.of("a.png", "trip/b.png"),
                ShownNames.of(List.of(Path.of("/home/me/photos/a.png"), Path.of("/home/me/photos/trip/b.png"))));
        assertEquals(List.of("x/a.png", "y/a.png"), ShownNames.of(List.of(Path.of("x/a.png"), Path.of("./y/a.png"))));
        assertEquals(List.of("standard input"), ShownNames.of(List.of(Path.of("-"))));
        assertEquals(List.of("-"), ShownNames.of(List.of(Path.of("./-"))));
        assertEquals(List.of(), ShownNames.of(List.of()));
    }

    private void refused(List<Path> files, List<Path> truths, String sentence) {
        Failure refusal = assertThrows(Failure.class, () -> ViewPairs.of(files, truths));
        assertEquals(sentence, refusal.getMessage());
        assertEquals(ExitCode.USAGE, refusal.exitCode());
    }

    private void put(String name, String... files) throws IOException {
        Files.createDirectories(in(name));
        for (String file : files) {
            Files.writeString(in(name).resolve(file), "");
        }
    }

    private Path in(String name) {
        return folder.resolve(name);
    }

    private static List<Path> paths(String... names) {
        return Stream.of(names).map(Path::of).toList();
    }

    private static ViewPair pair(String before, String after, String truth) {
        return new ViewPair(Path.of(before), Path.of(after), Optional.ofNullable(truth).map(Path::of));
    }
}
