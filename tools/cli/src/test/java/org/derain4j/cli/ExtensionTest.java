package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Extension;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.Reporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code derain vision}, which an artefact of its own brings. */
class ExtensionTest {

    private static final String BUILD = "`./mvnw -q -Dmaven.test.skip=true -pl tools/vision -am package`";

    @TempDir
    private Path folder;

    /** In place of the artefact's. */
    public static final class Vision implements Extension {

        @Override
        public String name() {
            return "vision";
        }

        @Override
        public Object command() {
            return new See();
        }
    }

    /** One that is asked for nothing here. */
    public static final class Hearing implements Extension {

        @Override
        public String name() {
            return "hearing";
        }

        @Override
        public Object command() {
            throw new AssertionError("nobody named it");
        }
    }

    @Command(name = "vision", mixinStandardHelpOptions = true, description = "Sees.", subcommands = Blink.class)
    private static final class See implements Callable<Integer> {

        @Option(names = "--far")
        private boolean far;

        @ParentCommand
        private Reporter derain;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            derain.errors().print("sees " + (far ? "far" : "near"));
            spec.commandLine().getOut().println("seen");
            return ExitCode.DONE;
        }
    }

    @Command(name = "blink")
    private static final class Blink implements Callable<Integer> {

        @Override
        public Integer call() {
            throw Failure.input("no lid");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vision", "vision --help", "vision -h", "vision detect --detector a.onnx --pictures p -o o",
        "vision --version", "vision detect --help"})
    void whereItIsAbsentASentenceSaysWhatToAdd(String arguments) {
        CommandRun run = CommandRun.of((Object[]) arguments.split(" "));
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("derain: derain vision is an artefact of its own, which is not here; in a checkout build it with "
                + BUILD
                + ", elsewhere put tools/vision/target/derain4j-vision-VERSION.jar of a checkout so built on the class path, "
                + "which DERAIN_CLASSPATH adds to.\n",
                run.err());
        assertEquals("", run.out());
    }

    @Test
    void theHelpListsItInAnyCase() throws Exception {
        String listed = "\n  vision       Measures what deraining does for object detectors and segmenters;";
        assertTrue(CommandRun.of("--help").out().contains(listed), CommandRun.of("--help").out());
        assertTrue(with(List.of(Vision.class.getName()), "--help").out().contains(listed));
    }

    @Test
    void whereItIsThereItRunsAsAnyOther() throws Exception {
        List<String> names = List.of(Hearing.class.getName(), Vision.class.getName());
        assertEquals(new CommandRun(ExitCode.DONE, "seen\n", "derain: sees far.\n"), with(names, "vision", "--far"));
        assertTrue(with(names, "vision", "--help").out().startsWith("Usage: derain vision "));
        assertEquals(new CommandRun(ExitCode.INPUT_FAILED, "", "derain: no lid.\n"), with(names, "vision", "blink"));
        CommandRun wrong = with(names, "vision", "--near");
        assertEquals(ExitCode.USAGE, wrong.exitCode());
        assertEquals("derain: Unknown option: '--near'; see 'derain vision --help'.\n", wrong.err());
    }

    /** Such as one that was built before the command changed. */
    @Test
    void oneThatDoesNotFitIsASentenceAndNobodyElsesTrouble() throws Exception {
        List<String> gone = List.of("org.derain4j.Gone");
        CommandRun run = with(gone, "vision", "detect");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().startsWith("derain: derain vision does not fit this command (java.util.Service"),
                run.err());
        assertTrue(run.err().contains("org.derain4j.Gone") && run.err().contains(BUILD), run.err());
        assertEquals(1, run.err().lines().count());
        for (String other : List.of("--help", "--version", "models", "info")) {
            CommandRun undisturbed = with(gone, other);
            assertEquals(ExitCode.DONE, undisturbed.exitCode(), undisturbed.err());
            assertFalse(undisturbed.err().contains("Gone"), undisturbed.err());
        }
    }

    /** With providers of these names on the class path. */
    private CommandRun with(List<String> providers, Object... arguments) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(services.resolve(Extension.class.getName()), providers);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[]{folder.toUri().toURL()},
                ExtensionTest.class.getClassLoader())) {
            thread.setContextClassLoader(loader);
            return CommandRun.of(arguments);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
