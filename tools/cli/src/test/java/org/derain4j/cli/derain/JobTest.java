package org.derain4j.cli.derain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

class JobTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"a.png, a.derained.png, a.compare.png", "a.JPG, a.derained.JPG, a.compare.JPG",
        "a.b.jpeg, a.b.derained.jpeg, a.b.compare.jpeg", "a.tif, a.derained.tif, a.compare.tif",
        "a.webp, a.derained.png, a.compare.png", "a, a.derained.png, a.compare.png",
        "a.photo, a.photo.derained.png, a.photo.compare.png", ".png, .derained.png, .compare.png"})
    void besideTheInputByDefault(String name, String result, String comparison) {
        Job job = Job.plan(List.of(folder.resolve(name)), null, true).getFirst();
        assertEquals(folder.resolve(result), job.output());
        assertEquals(Optional.of(folder.resolve(comparison)), job.comparison());
        assertEquals(List.of(folder.resolve(result)),
                Job.plan(List.of(folder.resolve(name)), null, false).getFirst().results());
    }

    @Test
    void anExistingFolderTakesTheInputsNames() {
        List<Job> jobs = Job.plan(List.of(Path.of("x/a.jpg"), Path.of("y/b.webp")), folder.toString(), true);
        assertEquals(List.of(folder.resolve("a.jpg"), folder.resolve("a.compare.jpg")), jobs.get(0).results());
        assertEquals(List.of(folder.resolve("b.png"), folder.resolve("b.compare.png")), jobs.get(1).results());
    }

    @Test
    void aSlashMakesTheFolder() {
        Job job = Job.plan(List.of(Path.of("a.jpg")), folder.resolve("new/deep") + "/", false).getFirst();
        assertEquals(folder.resolve("new/deep/a.jpg"), job.output());
        assertTrue(Files.isDirectory(folder.resolve("new/deep")));
    }

    @Test
    void aSingleInputMayNameItsFile() {
        Job job = Job.plan(List.of(Path.of("a.jpg")), folder.resolve("dry.png").toString(), true).getFirst();
        assertEquals(List.of(folder.resolve("dry.png"), folder.resolve("dry.compare.png")), job.results());
    }

    @ParameterizedTest
    @CsvSource({"dry", "dry.xyz", "dry.webp", "dry.gif", "dry.", ".hidden"})
    void anOutputMustNameAWritableFormat(String name) throws IOException {
        Path base = Files.createDirectory(folder.resolve("base"));
        assertEquals("-o " + base.resolve(name)
                + ": the extension says the format, give one of .png, .jpg, .bmp or .tiff (a new folder ends in a slash).",
                usage(List.of(Path.of("a.jpg")), base.resolve(name).toString()));
    }

    @Test
    void severalInputsNeedAFolder() {
        assertEquals("-o dry.png: with several pictures it must be a folder; create it, or end it with a slash.",
                usage(List.of(Path.of("a.jpg"), Path.of("b.jpg")), "dry.png"));
    }

    @Test
    void theOutputsFolderMustExist() {
        Path missing = folder.resolve("missing");
        assertEquals("-o " + missing + "/dry.png: there is no folder " + missing + "; create it first.",
                usage(List.of(Path.of("a.jpg")), missing + "/dry.png"));
    }

    @Test
    void aFileCannotBecomeAFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        String sentence = usage(List.of(Path.of("a.jpg")), file + "/");
        assertTrue(sentence.startsWith("-o " + file + ": the folder cannot be made ("), sentence);
    }

    @Test
    void twoInputsMayNotShareAResult() {
        String sentence = usage(List.of(Path.of("x/a.jpg"), Path.of("y/a.jpg")), folder.toString());
        assertEquals("x/a.jpg and y/a.jpg would both be written to " + folder.resolve("a.jpg")
                + "; derain them one at a time, each with its own -o.", sentence);
        assertTrue(usage(List.of(Path.of("a.webp"), Path.of("./a.png")), null).contains("would both be written"));
        assertTrue(usage(List.of(Path.of("a.png"), Path.of("a.png")), null).contains("would both be written"));
        Path unmade = folder.resolve("unmade");
        assertTrue(usage(List.of(Path.of("x/a.jpg"), Path.of("y/a.jpg")), unmade + "/").contains("both"));
        assertFalse(Files.exists(unmade), "nothing may be made for a command that cannot run");
    }

    @Test
    void anExistingResultIsRefusedUnlessOverwriting() throws IOException {
        Path input = Files.createFile(folder.resolve("a.png"));
        List<Job> jobs = Job.plan(List.of(input), null, false);
        assertEquals(Optional.empty(), refusal(jobs, false));
        Path output = Files.createFile(folder.resolve("a.derained.png"));
        assertEquals(Optional.of(input + ": its result " + output + " exists already; add --overwrite to replace it."),
                refusal(jobs, false));
        assertEquals(Optional.empty(), refusal(jobs, true));
    }

    @Test
    void anExistingComparisonIsRefusedToo() throws IOException {
        Path input = Files.createFile(folder.resolve("a.png"));
        Path comparison = Files.createFile(folder.resolve("a.compare.png"));
        String sentence = refusal(Job.plan(List.of(input), null, true), false).orElseThrow();
        assertTrue(sentence.contains(comparison + " exists already"), sentence);
    }

    @Test
    void aDanglingLinkCountsAsExisting() throws IOException {
        Path input = Files.createFile(folder.resolve("a.png"));
        Files.createSymbolicLink(folder.resolve("a.derained.png"), folder.resolve("nowhere.png"));
        assertTrue(refusal(Job.plan(List.of(input), null, false), false).isPresent());
    }

    @Test
    void theInputUnderAnyNameIsRefused() throws IOException {
        Path input = Files.createFile(folder.resolve("a.png"));
        Path symbolic = Files.createSymbolicLink(folder.resolve("symbolic.png"), input);
        Path hard = Files.createLink(folder.resolve("hard.png"), input);
        Path roundabout = Files.createDirectory(folder.resolve("sub")).resolve("../a.png");
        Stream.of(input, symbolic, hard, roundabout).forEach(output -> {
            List<Job> jobs = Job.plan(List.of(input), output.toString(), false);
            assertEquals(Optional.of(input + ": its result " + output + " would overwrite the input " + input
                    + "; choose another place with -o."), refusal(jobs, false));
            assertEquals(Optional.empty(), refusal(jobs, true));
        });
    }

    @Test
    void anotherInputIsNeverOverwritten() throws IOException {
        Path first = Files.createFile(folder.resolve("a.png"));
        Path second = Files.createFile(folder.resolve("a.derained.png"));
        List<Job> jobs = Job.plan(List.of(first, second), null, false);
        assertTrue(refusal(jobs, false).orElseThrow().contains("would overwrite the input " + second));
        assertTrue(refusal(jobs, true).orElseThrow().contains("would overwrite the input " + second));
    }

    private static Optional<String> refusal(List<Job> jobs, boolean overwrite) {
        return jobs.getFirst().refusal(Job.identities(jobs), overwrite);
    }

    private static String usage(List<Path> inputs, String out) {
        Failure failure = assertThrows(Failure.class, () -> Job.plan(inputs, out, false));
        assertEquals(ExitCode.USAGE, failure.exitCode());
        return failure.getMessage();
    }
}
