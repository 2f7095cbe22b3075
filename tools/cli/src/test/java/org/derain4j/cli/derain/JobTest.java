package org.derain4j.cli.derain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.derain4j.cli.common.Existing;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.inputs.Identities;
import org.derain4j.cli.inputs.InputOptions;
import org.derain4j.cli.inputs.Selection;
import org.derain4j.pictures.PictureFormat;
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
        "a.webp, a.derained.webp, a.compare.webp", "a, a.derained.png, a.compare.png",
        "a.photo, a.photo.derained.png, a.photo.compare.png", ".png, .derained.png, .compare.png"})
    void besideTheInputByDefault(String name, String result, String comparison) {
        Job job = plan(List.of(folder.resolve(name)), null, true).getFirst();
        assertEquals(folder.resolve(result), job.output());
        assertEquals(Optional.of(folder.resolve(comparison)), job.comparison());
        assertEquals(List.of(folder.resolve(result)),
                plan(List.of(folder.resolve(name)), null, false).getFirst().results());
    }

    @Test
    void anExistingFolderTakesTheInputsNames() {
        List<Job> jobs = plan(List.of(Path.of("x/a.jpg"), Path.of("y/b.webp")), folder.toString(), true);
        assertEquals(List.of(folder.resolve("a.jpg"), folder.resolve("a.compare.jpg")), jobs.get(0).results());
        assertEquals(List.of(folder.resolve("b.webp"), folder.resolve("b.compare.webp")), jobs.get(1).results());
    }

    @Test
    void aSlashMakesTheFolder() {
        Job job = begin(List.of(Path.of("a.jpg")), folder.resolve("new/deep") + "/").getFirst();
        assertEquals(folder.resolve("new/deep/a.jpg"), job.output());
        assertTrue(Files.isDirectory(folder.resolve("new/deep")));
    }

    @Test
    void aSingleInputMayNameItsFile() {
        Job job = plan(List.of(Path.of("a.jpg")), folder.resolve("dry.png").toString(), true).getFirst();
        assertEquals(List.of(folder.resolve("dry.png"), folder.resolve("dry.compare.png")), job.results());
    }

    @ParameterizedTest
    @CsvSource({"dry", "dry.xyz", "dry.gif", "dry.", ".hidden"})
    void anOutputMustNameAWritableFormat(String name) throws IOException {
        Path base = Files.createDirectory(folder.resolve("base"));
        assertEquals("-o " + base.resolve(name)
                + ": the extension says the format, give one of .png, .jpg, .webp, .bmp or .tiff (a new folder ends in a slash).",
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

    /** In any order, also beside one that could keep its name; others are not touched. */
    @Test
    void inputsThatWouldHaveOneResultAreNamedWhole() {
        List<Path> inputs = List.of(folder.resolve("a.webp"), folder.resolve("b.webp"), folder.resolve("a.png"));
        for (List<Path> order : List.of(inputs, inputs.reversed())) {
            Map<Path, List<Path>> results = new HashMap<>();
            plan(order, null, true, Optional.of(PictureFormat.PNG))
                    .forEach(job -> results.put(job.input(), job.results()));
            assertEquals(Map.of(inputs.get(0), results("a.webp.derained.png", "a.webp.compare.png"),
                    inputs.get(1), results("b.derained.png", "b.compare.png"),
                    inputs.get(2), results("a.png.derained.png", "a.png.compare.png")), results);
        }
        assertEquals(List.of(folder.resolve("a.jpg.png"), folder.resolve("a.png.png"), folder.resolve("a.bmp.png")),
                outputs(plan(List.of(Path.of("a.jpg"), Path.of("a.png"), Path.of("y/a.bmp")), folder.toString(), false,
                        Optional.of(PictureFormat.PNG))));
    }

    private List<Path> results(String... names) {
        return Stream.of(names).map(folder::resolve).toList();
    }

    private static List<Path> outputs(List<Job> jobs) {
        return jobs.stream().map(Job::output).toList();
    }

    /** The whole name of one may be the plain name of another, which is then named whole, too. */
    @Test
    void wholeNamesMoveOthers() {
        List<Job> jobs = plan(List.of(Path.of("a.webp"), Path.of("a.png"), Path.of("a.png.png"), Path.of("b.png")),
                folder.toString(), false, Optional.of(PictureFormat.PNG));
        assertEquals(results("a.webp.png", "a.png.png", "a.png.png.png", "b.png"), outputs(jobs));
        assertTrue(jobs.stream().allMatch(job -> job.rival().isEmpty()));
        List<Job> bare = plan(List.of(Path.of("a"), Path.of("a.png")), folder.toString(), false);
        assertEquals(results("a.png", "a.png.png"), outputs(bare));
    }

    @Test
    void whatNoNameTellsApartIsRefusedAndTheRestIsNot() throws IOException {
        List<Path> inputs = List.of(Path.of("x/a.jpg"), Path.of("y/a.jpg"), Path.of("a.png"), Path.of("b.jpg"));
        List<Job> jobs = plan(inputs, folder.toString(), false, Optional.of(PictureFormat.JPEG));
        assertEquals(results("a.jpg.jpg", "a.jpg.jpg", "a.png.jpg", "b.jpg"), outputs(jobs));
        Identities identities = Job.inputs(jobs);
        assertEquals(List.of(
                "x/a.jpg: its result " + folder.resolve("a.jpg.jpg")
                        + " would also be that of y/a.jpg; derain them one at a "
                        + "time, each with its own -o.",
                "y/a.jpg: its result " + folder.resolve("a.jpg.jpg")
                        + " would also be that of x/a.jpg; derain them one at a "
                        + "time, each with its own -o."),
                jobs.stream().flatMap(job -> job.refusal(identities, Existing.REPLACED).stream()).toList());
        Path unmade = folder.resolve("unmade");
        begin(List.of(Path.of("x/a.jpg"), Path.of("y/a.jpg")), unmade + "/");
        assertFalse(Files.exists(unmade), "nothing may be made for a command that cannot run");
    }

    @Test
    void anInputThatIsNamedTwiceIsOneJob() {
        List<Job> jobs = plan(List.of(Path.of("a.png"), Path.of("b.png"), Path.of("./a.png")), null, false);
        assertEquals(List.of(Path.of("a.derained.png"), Path.of("b.derained.png")), outputs(jobs));
        assertEquals(1,
                plan(List.of(Path.of("a.png"), Path.of("x/../a.png")), folder.resolve("dry.png").toString(), false)
                        .size());
    }

    @ParameterizedTest
    @CsvSource({"a.png, JPEG, a.derained.jpg", "a.JPEG, JPEG, a.derained.JPEG", "a.webp, TIFF, a.derained.tiff",
        "a.tif, TIFF, a.derained.tif", "a, BMP, a.derained.bmp", "a.photo, PNG, a.photo.derained.png",
        "a.webp, PNG, a.derained.png"})
    void aFormatAskedForDecidesTheExtension(String name, PictureFormat format, String result) {
        assertEquals(results(result), outputs(plan(List.of(folder.resolve(name)), null, false, Optional.of(format))));
    }

    @Test
    void aFormatAskedForAndTheOutputsExtensionMustAgree() {
        String out = folder.resolve("dry.png").toString();
        Failure failure = assertThrows(Failure.class,
                () -> plan(List.of(Path.of("a.jpg")), out, true, Optional.of(PictureFormat.JPEG)));
        assertEquals("-o " + out + ": the extension says PNG, the format asked for is JPEG; leave one of them out.",
                failure.getMessage());
        assertEquals(ExitCode.USAGE, failure.exitCode());
        assertEquals(results("dry.png", "dry.compare.png"),
                plan(List.of(Path.of("a.jpg")), out, true, Optional.of(PictureFormat.PNG)).getFirst().results());
        assertEquals(results("dry", "dry.compare.jpg"),
                plan(List.of(Path.of("a.png")), folder.resolve("dry").toString(),
                        true, Optional.of(PictureFormat.JPEG)).getFirst().results());
    }

    @Test
    void anExistingResultIsRefusedUnlessOverwriting() throws IOException {
        Path input = Files.createFile(folder.resolve("a.png"));
        List<Job> jobs = plan(List.of(input), null, false);
        assertEquals(Optional.empty(), refusal(jobs, Existing.REFUSED));
        Path output = Files.createFile(folder.resolve("a.derained.png"));
        assertEquals(Optional.of(input + ": its result " + output + " exists already; add --overwrite to replace it."),
                refusal(jobs, Existing.REFUSED));
        assertEquals(Optional.empty(), refusal(jobs, Existing.REPLACED));
    }

    @Test
    void anExistingComparisonIsRefusedToo() throws IOException {
        Path input = Files.createFile(folder.resolve("a.png"));
        Path comparison = Files.createFile(folder.resolve("a.compare.png"));
        String sentence = refusal(plan(List.of(input), null, true), Existing.REFUSED).orElseThrow();
        assertTrue(sentence.contains(comparison + " exists already"), sentence);
    }

    @Test
    void aDanglingLinkCountsAsExisting() throws IOException {
        Path input = Files.createFile(folder.resolve("a.png"));
        Files.createSymbolicLink(folder.resolve("a.derained.png"), folder.resolve("nowhere.png"));
        assertTrue(refusal(plan(List.of(input), null, false), Existing.REFUSED).isPresent());
    }

    @Test
    void theInputUnderAnyNameIsRefused() throws IOException {
        Path input = Files.createFile(folder.resolve("a.png"));
        Path symbolic = Files.createSymbolicLink(folder.resolve("symbolic.png"), input);
        Path hard = Files.createLink(folder.resolve("hard.png"), input);
        Path roundabout = Files.createDirectory(folder.resolve("sub")).resolve("../a.png");
        Stream.of(input, symbolic, hard, roundabout).forEach(output -> {
            List<Job> jobs = plan(List.of(input), output.toString(), false);
            assertEquals(Optional.of(input + ": its result " + output + " would overwrite the input " + input
                    + "; choose another place with -o."), refusal(jobs, Existing.REFUSED));
            assertEquals(Optional.empty(), refusal(jobs, Existing.REPLACED));
        });
    }

    @Test
    void anotherInputIsNeverOverwritten() throws IOException {
        Path first = Files.createFile(folder.resolve("a.png"));
        Path second = Files.createSymbolicLink(folder.resolve("b.png"),
                Files.createFile(folder.resolve("a.derained.png")));
        List<Job> jobs = plan(List.of(first, second), null, false);
        assertTrue(refusal(jobs, Existing.REFUSED).orElseThrow().contains("would overwrite the input " + second));
        assertTrue(refusal(jobs, Existing.REPLACED).orElseThrow().contains("would overwrite the input " + second));
    }

    @Test
    void thePageOfOneIsBesideItsResultThatOfSeveralAmongTheResultsOrInTheCurrentFolder() throws IOException {
        Path one = folder.resolve("a.b.jpg");
        Path other = folder.resolve("c.png");
        assertEquals(Optional.of(folder.resolve("a.b.view.html")), page(List.of(one), null));
        assertEquals(Optional.of(Path.of("x.view.html")), page(List.of(one), "x.png"));
        assertEquals(Optional.of(Path.of("dry/a.b.view.html")), page(List.of(one), "dry/"));
        assertEquals(Optional.of(folder.resolve("photo.view.html")), page(List.of(folder.resolve("photo")), null));
        assertEquals(Optional.of(Path.of("view.html")), page(List.of(one, other), null));
        assertEquals(Optional.of(Path.of("dry/view.html")), page(List.of(one, other), "dry/"));
        Files.createFile(other);
        assertEquals(Optional.of(Path.of("view.html")), page(List.of(folder), null), "a folder of one");
        assertEquals(Optional.of(Path.of("dry/view.html")), page(List.of(folder), "dry"));
    }

    private static Optional<Path> page(List<Path> inputs, String out) {
        Selection selection = new InputOptions().select(words(inputs), List.of());
        Destination destination = new Destination(out, false, false, Optional.of(1L << 20), Optional.empty());
        return destination.page(selection, destination.jobs(selection)).map(PlannedPage::file);
    }

    private static List<Job> plan(List<Path> inputs, String out, boolean compare) {
        return plan(inputs, out, compare, Optional.empty());
    }

    private static List<Job> plan(List<Path> inputs, String out, boolean compare, Optional<PictureFormat> format) {
        Selection selection = new InputOptions().select(words(inputs), List.of());
        return new Destination(out, compare, false, Optional.empty(), format).jobs(selection);
    }

    /** As {@link #plan}, and makes the folder. */
    private static List<Job> begin(List<Path> inputs, String out) {
        try (Jobs _ = Jobs.of(new InputOptions(), words(inputs),
                new Destination(out, false, false, Optional.empty(), Optional.empty()),
                false)) {
            return plan(inputs, out, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> words(List<Path> inputs) {
        return inputs.stream().map(Path::toString).toList();
    }

    private static Optional<String> refusal(List<Job> jobs, Existing existing) {
        return jobs.getFirst().refusal(Job.inputs(jobs), existing);
    }

    private static String usage(List<Path> inputs, String out) {
        Failure failure = assertThrows(Failure.class, () -> begin(inputs, out));
        assertEquals(ExitCode.USAGE, failure.exitCode());
        return failure.getMessage();
    }
}
