package org.derain4j.cli.derain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.derain4j.cli.Pictures;
import org.derain4j.cli.derain.Jobs.Next;
import org.derain4j.cli.derain.Jobs.Verdict;
import org.derain4j.cli.inputs.InputOptions;
import org.derain4j.pictures.PictureFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Pictures here are so old that nobody waits for the rest of them. */
@Timeout(60)
class WatchedJobsTest {

    private static final Destination BESIDE = new Destination(null, false, false, Optional.empty(), Optional.empty());

    @TempDir
    private Path folder;

    private int age = 1000;

    @Test
    void whatIsDoneIsSkippedAndNotSpokenOfAgain() throws Exception {
        old("a.png");
        old("a.derained.png");
        old("b.png");
        try (Jobs jobs = watch(BESIDE, false, folder)) {
            assertEquals(OptionalInt.empty(), jobs.count());
            assertNext(jobs, Verdict.SKIPPED, "a.png", "a.derained.png");
            assertNext(jobs, Verdict.RUN, "b.png", "b.derained.png");
            old("b.derained.png");
            touch("a.png"); // done all the same
            Files.delete(folder.resolve("b.derained.png"));
            touch("b.png");
            assertNext(jobs, Verdict.RUN, "b.png", "b.derained.png");
        }
    }

    @Test
    void whatChangesIsDoneAgainWhereResultsAreReplaced() throws Exception {
        old("a.png");
        old("a.derained.png");
        try (Jobs jobs = watch(BESIDE, true, folder)) {
            assertNext(jobs, Verdict.RUN, "a.png", "a.derained.png");
            touch("a.png");
            assertNext(jobs, Verdict.RUN, "a.png", "a.derained.png");
        }
    }

    /** As a run over all of them names them. */
    @Test
    void namesAreThoseOfAllThatIsThere() throws Exception {
        Path dry = folder.resolve("dry");
        old("in/a.png");
        old("in/a.bmp");
        old("in/b.bmp");
        Destination destination = new Destination(dry.toString(), false, false, Optional.empty(),
                Optional.of(PictureFormat.PNG));
        try (Jobs jobs = watch(destination, false, folder.resolve("in"))) {
            assertTrue(Files.isDirectory(dry));
            assertNext(jobs, Verdict.RUN, "in/a.bmp", "dry/a.bmp.png");
            assertNext(jobs, Verdict.RUN, "in/a.png", "dry/a.png.png");
            assertNext(jobs, Verdict.RUN, "in/b.bmp", "dry/b.png");
        }
    }

    @Test
    void oneNameInTwoFoldersIsRefused() throws Exception {
        old("x/a.png");
        old("y/a.png");
        Destination destination = new Destination(folder.resolve("dry") + "/", false, false, Optional.empty(),
                Optional.empty());
        try (Jobs jobs = watch(destination, false, folder.resolve("x"), folder.resolve("y"))) {
            assertEquals(Verdict.REFUSED, jobs.next().verdict());
            assertEquals(Verdict.REFUSED, jobs.next().verdict());
        }
    }

    private static Jobs watch(Destination destination, boolean overwrite, Path... folders) throws IOException {
        InputOptions options = new InputOptions();
        new CommandLine(CommandSpec.forAnnotatedObject(options)).parseArgs("--watch", "--settle", "0.2");
        return Jobs.of(options, Stream.of(folders).map(Path::toString).toList(), destination, overwrite);
    }

    private void assertNext(Jobs jobs, Verdict verdict, String input, String output) throws InterruptedException {
        Next next = jobs.next();
        assertEquals(List.of(verdict, folder.resolve(input), folder.resolve(output)),
                List.of(next.verdict(), next.job().input(), next.job().output()));
    }

    private void old(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Pictures.save(Pictures.colour(), file);
        touch(name);
    }

    /** It has changed, but long ago. */
    private void touch(String name) throws IOException {
        Files.setLastModifiedTime(folder.resolve(name), FileTime.from(Instant.now().minusSeconds(age--)));
    }
}
