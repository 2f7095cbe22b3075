package org.derain4j.cli.rain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.derain4j.cli.CommandRun;
import org.derain4j.cli.Pictures;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.rain.RainMaker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code derain add-rain} does not do, and says so: bad input, and whatever would cost a file. */
class AddRainRefusalsTest {

    @TempDir
    private Path folder;

    private Path input;

    @BeforeEach
    void picture() throws IOException {
        input = Pictures.save(Pictures.noise(40, 30), Files.createDirectory(folder.resolve("p")).resolve("a.png"));
    }

    @Test
    void wrongUsageIsOneSentence() {
        String kinds = String.join(", ", RainMaker.kinds());
        usage("no picture named; for example: derain add-rain", "-o", "x/", "-k", "light");
        usage("--kind says which rain; give one of " + kinds + ", several with commas between, or all.", input, "-o",
                "x/");
        usage("--kind hail: there is no such rain; give one of " + kinds, input, "-o", "x/", "-k", "light,hail");
        usage("--kind hail: there is no such rain; give one of " + kinds, input, "-o", "x/", "-k", "all,hail");
        usage("--kind : there is no such rain; give one of " + kinds, input, "-o", "x/", "-k", "");
        String streams = "add-rain takes and writes files, no streams; name files or folders instead of -.";
        usage(streams, "-", "-o", "x/", "-k", "light");
        usage(streams, folder.resolve("p"), "-o", "-", "-k", "light");
        usage("Missing required option: '--output=OUT'", input, "-k", "light");
        usage("-o " + folder + "/x.png: with several pictures or kinds of rain it must be a folder", input, "-o",
                folder.resolve("x.png"), "-k", "light,night");
        usage("-o " + folder + "/x.png: with several pictures or kinds of rain it must be a folder",
                folder.resolve("p"),
                "-o", folder.resolve("x.png"), "-k", "light");
        usage("-o " + folder + "/x.gif: ", input, "-o", folder.resolve("x.gif"), "-k", "light");
        usage("-o " + folder + "/no/x.png: there is no folder", input, "-o", folder.resolve("no/x.png"), "-k", "light");
        usage("the extension says PNG, the format asked for is JPEG", input, "-o", folder.resolve("x.png"), "-k",
                "light",
                "-f", "jpg");
        usage("-f gif: give png, jpg, webp, bmp or tiff.", input, "-o", "x/", "-k", "light", "-f", "gif");
        usage("--truth x: is the place of -o, too; give each its own.", input, "-o", "x", "-k", "light", "--truth",
                "x/");
        usage("--mask y: is the place of --layer, too", input, "-o", "x/", "-k", "light", "--layer", "y", "--mask",
                "y");
        usage("--mask-from means nothing without --mask.", input, "-o", "x/", "-k", "light", "--mask-from", 3);
        usage("--mask-from is 0; give 1 to 255.", input, "-o", "x/", "-k", "light", "--mask", "m", "--mask-from", 0);
        usage("--quality is 101; give 1 to 100.", input, "-o", "x/", "-k", "light", "--quality", 101);
        usage("--threads is 0; give 1 to 256.", input, "-o", "x/", "-k", "light", "--threads", 0);
        usage("'seven'", input, "-o", "x/", "-k", "light", "--seed", "seven");
        usage("--tsv " + folder + "/a.csv: the name must end in .tsv.", input, "-o", "x/", "-k", "light", "--tsv",
                folder.resolve("a.csv"));
        usage("--tsv tells of what is made, and --skip-existing", input, "-o", "x/", "-k", "light", "--tsv",
                folder.resolve("a.tsv"), "--skip-existing");
        usage("--skip-existing and --overwrite contradict each other", input, "-o", "x/", "-k", "light",
                "--skip-existing", "--overwrite");
        usage("--dry-run prints lines for people", input, "-o", "x/", "-k", "light", "--dry-run", "--json");
        assertFalse(Files.exists(Path.of("x")) || Files.exists(Path.of("-")), "nothing is made");
    }

    /** One result would be written over another without a word. */
    @Test
    void foldersThatLinksMakeOneAreNotTwo() throws IOException {
        Path wet = Files.createDirectory(folder.resolve("wet"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), wet);
        usage("--truth " + link + ": is the place of -o, too; give each its own.", input, "-o", wet, "-k", "light",
                "--truth", link);
        usage("--layer " + link + "/new: is the place of -o, too; give each its own.", input, "-o", wet.resolve("new/"),
                "-k", "light", "--layer", link.resolve("new"));
        Files.createDirectory(wet.resolve("light"));
        Files.createSymbolicLink(Files.createDirectory(folder.resolve("set")).resolve("light"), wet.resolve("light"));
        CommandRun run = run(input, "-o", folder.resolve("set"), "-k", "light,night", "--truth", wet);
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode(), run.err());
        assertTrue(run.err().contains(": a file of its results would also be one of " + input), run.err());
        assertEquals(List.of(), files("wet/light"));
    }

    private static void usage(String part, Object... arguments) {
        CommandRun run = run(arguments);
        assertEquals(ExitCode.USAGE, run.exitCode(), run.err());
        assertTrue(run.err().contains(part), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals("", run.out());
    }

    @Test
    void whatIsThereStaysUnlessOverwritten() throws IOException {
        for (String part : List.of("wet", "dry", "layer", "mask")) {
            Path there = Files.writeString(Files.createDirectories(folder.resolve(part)).resolve("a.png"), "mine");
            CommandRun run = runAll();
            assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
            assertEquals(
                    "derain: " + input + ": its result " + there + " exists already; add --overwrite to replace it.\n",
                    run.err());
            assertEquals("mine", Files.readString(there));
            Files.delete(there);
        }
        Path table = Files.writeString(folder.resolve("set.tsv"), "mine");
        assertTrue(runAll("--tsv", table).err().contains("set.tsv: exists already; add --overwrite to replace it."));
        assertEquals("mine", Files.readString(table));
        assertEquals(List.of(), files("wet"), "known before the work");

        Files.writeString(folder.resolve("mask/a.png"), "mine");
        assertEquals(ExitCode.DONE, runAll("--tsv", table, "--overwrite").exitCode());
        assertFalse(Files.size(folder.resolve("mask/a.png")) == 4);
        assertTrue(Files.readString(table).startsWith("picture\t"));
    }

    @Test
    void noInputIsOverwritten() throws IOException {
        byte[] before = Files.readAllBytes(input);
        Path link = Files.createLink(Files.createDirectory(folder.resolve("links")).resolve("a.png"), input);
        for (Path out : List.of(input, folder.resolve("p"), link)) {
            CommandRun run = run(input, "-o", out, "-k", "light", "--overwrite");
            assertEquals(ExitCode.INPUT_FAILED, run.exitCode(), run.err());
            assertTrue(run.err().contains(" would overwrite the input " + input + "; choose another place."),
                    run.err());
        }
        assertArrayEquals(before, Files.readAllBytes(input));
        assertEquals(List.of("a.png"), files("p"));
    }

    @Test
    void aBadPictureCostsItselfAlone() throws IOException {
        byte[] bytes = Files.readAllBytes(input);
        Files.write(folder.resolve("p/cut.png"), Arrays.copyOf(bytes, bytes.length / 2));
        Files.writeString(folder.resolve("p/text.png"), "no picture");
        Files.writeString(folder.resolve("p/notes.txt"), "nor this");
        CommandRun run = run(folder.resolve("p"), folder.resolve("gone.png"), "-o", folder + "/wet/", "-k", "light",
                "--tsv", folder.resolve("set.tsv"));
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals(List.of("a.png"), files("wet"));
        List<String> lines = run.err().lines().toList();
        assertTrue(lines.get(0).startsWith("derain: " + folder + "/p/cut.png: the PNG is damaged"), run.err());
        assertTrue(lines.get(1).startsWith("derain: " + folder + "/p/text.png: "), run.err());
        assertEquals("derain: " + folder + "/gone.png: no such file or folder.", lines.get(2));
        assertTrue(lines.get(3).startsWith("derain: note: 1 other file skipped"), run.err());
        assertTrue(lines.get(4).startsWith("derain: 3 of 4 pictures failed: "), run.err());
        assertTrue(run.out().endsWith("s, 3 failed\n") || run.out().contains("3 failed"), run.out());
        assertEquals(2, Files.readAllLines(folder.resolve("set.tsv")).size(), "what was made");

        CommandRun lenient = run(folder.resolve("p/cut.png"), "-o", folder + "/wet/", "-k", "light", "--lenient");
        assertEquals(ExitCode.DONE, lenient.exitCode(), lenient.err());
        assertTrue(lenient.err().startsWith("derain: note: " + folder + "/p/cut.png: "), lenient.err());
    }

    @Test
    void picturesThatNotEvenWholeNamesTellApartAreRefused() throws IOException {
        Path other = Pictures.save(Pictures.noise(9, 9), Files.createDirectory(folder.resolve("q")).resolve("a.png"));
        CommandRun run = run(input, other, "-o", folder + "/wet/", "-k", "light");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertTrue(run.err().startsWith("derain: " + input + ": a file of its results would also be one of " + other
                + "; give each a folder of its own.\n"), run.err());
        assertEquals(List.of(), files("wet"));
    }

    @Test
    void aRunGoesOnWhereItWasEnded() throws IOException {
        Pictures.save(Pictures.noise(20, 20), folder.resolve("p/b.png"));
        assertEquals(ExitCode.DONE, runAll().exitCode());
        Files.delete(folder.resolve("mask/b.png"));
        byte[] a = Files.readAllBytes(folder.resolve("wet/a.png"));
        Files.setLastModifiedTime(folder.resolve("wet/a.png"), java.nio.file.attribute.FileTime.fromMillis(0));
        CommandRun again = runAll("--skip-existing");
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
        assertTrue(again.out().contains("1 skipped"), again.out());
        assertEquals(List.of("a.png", "b.png"), files("mask"));
        assertEquals(0, Files.getLastModifiedTime(folder.resolve("wet/a.png")).toMillis(), "not made again");
        assertArrayEquals(a, Files.readAllBytes(folder.resolve("wet/a.png")));
    }

    @Test
    void resultsAmongThePicturesAreNotTakenForMore() throws IOException {
        Path p = folder.resolve("p");
        Object[] words = {p, "-r", "-o", p + "/wet/", "--truth", p + "/dry/", "--layer", p + "/layer/", "--mask",
            p + "/m/",
            "-k", "light", "--overwrite"};
        assertEquals(ExitCode.DONE, run(words).exitCode());
        CommandRun again = run(words);
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
        assertEquals(List.of("a.png"), files("p/wet"));
        assertEquals(List.of("a.png"), files("p/dry"));
    }

    @Test
    void whereNothingCanBeMadeIsKnownBeforeTheWork() throws IOException {
        Files.writeString(folder.resolve("file"), "in the way");
        CommandRun run = run(input, "-o", folder + "/wet/", "-k", "light", "--layer", folder.resolve("file/layer"));
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertTrue(run.err().startsWith("derain: " + input + ": the folder " + folder + "/file/layer for its result "
                + "cannot be made ("), run.err());
        run = run(input, "-o", folder + "/wet/", "-k", "light", "--tsv", folder.resolve("file/set.tsv"));
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().startsWith("derain: --tsv " + folder + "/file: the folder cannot be made ("), run.err());
        assertEquals(List.of(), files("wet"));
    }

    private CommandRun runAll(Object... more) {
        List<Object> words = new ArrayList<>(List.of(folder.resolve("p"), "-k", "light", "-o", folder.resolve("wet"),
                "--truth", folder.resolve("dry"), "--layer", folder.resolve("layer"), "--mask",
                folder.resolve("mask")));
        words.addAll(List.of(more));
        return run(words.toArray());
    }

    private static CommandRun run(Object... arguments) {
        List<Object> words = new ArrayList<>(List.of("add-rain"));
        words.addAll(List.of(arguments));
        return CommandRun.of(words.toArray());
    }

    private List<String> files(String name) throws IOException {
        Path top = folder.resolve(name);
        if (!Files.exists(top)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(top)) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
