package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.derain4j.cli.FakeEngine.Run;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.StandardInput;
import org.derain4j.cli.common.StandardStreams;
import org.derain4j.pictures.PictureFile;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.pictures.PictureReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A picture through pipes: {@code -} for standard input and output. */
class PipeTest {

    private static final String NEWS = "- -> -  16x12  \\d+\\.\\d s\\R";

    @TempDir
    private Path folder;

    private final FakeEngine engine = new FakeEngine();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private Run run(byte[] in, Object... args) {
        return FakeEngine.run(engine, new StandardStreams(new StandardInput(new ByteArrayInputStream(in)), sent), args);
    }

    private byte[] picture(String name) throws IOException {
        return Files.readAllBytes(Pictures.save(Pictures.colour(), folder.resolve(name)));
    }

    private PictureFile sent() throws IOException {
        return new PictureReader().read(new ByteArrayInputStream(sent.toByteArray()), Path.of("sent"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-o -", "--output=-"})
    void aPictureGoesThroughInItsOwnFormat(String output) throws IOException {
        for (PictureFormat format : List.of(PictureFormat.PNG, PictureFormat.BMP, PictureFormat.TIFF)) {
            sent.reset();
            Object[] words = Stream.concat(Stream.of("-"), Stream.of(output.split(" ")).filter(w -> !w.isEmpty()))
                    .toArray();
            Run run = run(picture("a." + format.extension()), words);
            assertEquals(ExitCode.DONE, run.exitCode(), run.err());
            assertEquals("", run.out());
            assertTrue(run.err().matches(NEWS), run.err());
            assertEquals(format, sent().format());
            assertArrayEquals(Pictures.samples(FakeEngine.inverted(Pictures.colour())),
                    Pictures.samples(sent().picture()));
        }
    }

    @Test
    void theFormatAskedForIsTheOutputs() throws IOException {
        Run run = run(picture("a.png"), "-", "-f", "jpg", "--quality", "90");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals(PictureFormat.JPEG, sent().format());
    }

    @Test
    void aPictureComesInFromAPipe() throws IOException {
        Path output = folder.resolve("out.png");
        Run run = run(picture("a.bmp"), "-", "-o", output, "--compare", "--layer");
        assertEquals(ExitCode.DONE, run.exitCode());
        assertEquals("", run.err());
        assertTrue(run.out().startsWith("- -> " + output + "  16x12  "), run.out());
        assertEquals(0, sent.size());
        assertArrayEquals(Pictures.samples(FakeEngine.inverted(Pictures.colour())),
                Pictures.samples(new PictureReader().read(output).picture()));
        assertTrue(Files.exists(folder.resolve("out.compare.png")));
        assertTrue(Files.exists(folder.resolve("out.rain.png")));
        Run again = run(picture("a.bmp"), "-", "-o", output);
        assertEquals("derain: -: its result " + output + " exists already; add --overwrite to replace it.\n",
                again.err());
        assertEquals(ExitCode.INPUT_FAILED, again.exitCode());
    }

    /** As with files: what a JPEG says beside its pixels, and how it is stored, goes with it. */
    @Test
    void aPictureGoesOutToAPipeWithAllThatBelongsToIt() throws IOException {
        Path input = Pictures.fixture("turned.jpg", folder);
        Path file = folder.resolve("file.jpg");
        assertEquals(ExitCode.DONE, engine.run(input, "-o", file).exitCode());
        Run run = run(new byte[0], input, "-o", "-");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals("", run.out());
        assertArrayEquals(Files.readAllBytes(file), sent.toByteArray());
        sent.reset();
        assertEquals(ExitCode.DONE, run(Files.readAllBytes(input), "-").exitCode());
        assertArrayEquals(Files.readAllBytes(file), sent.toByteArray());
    }

    @Test
    void nothingIsLeftInTheTemporaryFolder() throws IOException {
        String usual = System.getProperty("java.io.tmpdir");
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        System.setProperty("java.io.tmpdir", temporary.toString());
        try {
            assertEquals(ExitCode.DONE, run(picture("a.png"), "-").exitCode());
            assertEquals(0, temporary.toFile().list().length);
            System.setProperty("java.io.tmpdir", folder.resolve("none").toString());
            Run run = run(picture("a.png"), "-");
            assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
            assertTrue(run.err().matches("derain: -: the folder .*none does not take it .*; make room there.\\R"),
                    run.err());
        } finally {
            System.setProperty("java.io.tmpdir", usual);
        }
    }

    @Test
    void anEmptyInputAndOneThatIsNoPictureAreToldInASentence() {
        Run empty = run(new byte[0], "-");
        assertEquals("derain: -: nothing came from there; see why what should write a picture did not.\n", empty.err());
        assertEquals(ExitCode.INPUT_FAILED, empty.exitCode());
        Run text = run("no picture at all".getBytes(StandardCharsets.US_ASCII), "-");
        assertEquals("derain: -: not a PNG, JPEG, BMP, WebP or TIFF picture, whatever its name says.\n", text.err());
        assertEquals(ExitCode.INPUT_FAILED, text.exitCode());
        assertEquals(0, sent.size());
    }

    @Test
    void aPictureThatIsCutShortIsRefusedOrTakenWithANote() throws IOException {
        byte[] whole = picture("a.bmp");
        byte[] cut = Arrays.copyOf(whole, whole.length - 100);
        Run refused = run(cut, "-");
        assertEquals(ExitCode.INPUT_FAILED, refused.exitCode());
        assertEquals(0, sent.size());
        Run lenient = run(cut, "-", "--lenient");
        assertEquals(ExitCode.DONE, lenient.exitCode(), lenient.err());
        assertTrue(lenient.err().startsWith("derain: note: -: "), lenient.err());
        assertEquals(16, sent().picture().getWidth());
    }

    @Test
    void aReaderThatHasEndedIsAFailureInOneSentence() throws IOException {
        OutputStream closed = new OutputStream() {

            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        StandardStreams streams = new StandardStreams(
                new StandardInput(new ByteArrayInputStream(picture("a.png"))), closed);
        Run run = FakeEngine.run(engine, streams, "-");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals("derain: -: what was written is incomplete (Broken pipe): the disk is full, or what reads it has "
                + "ended.\n", run.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "- b.png | - stands for one picture, and here are 2; give it a command of its own.",
        "a.png b.png -o - | - stands for one picture, and here are 2; give it a command of its own.",
        "--from-list names -o - | --from-list names pictures, and -o - takes one; name a folder with -o.",
        "- --keep-times | --keep-times: what goes through a pipe has no times; leave it out.",
        "- --layer | --layer writes a file beside the result, which standard output is not; name one with -o.",
        "a.png -o - --compare | --compare writes a file beside the result, which standard output is not; name one with -o.",
        "- -o dry/ | -o dry/: a picture from standard input has no name; name a file in there."})
    void whatCannotWorkOutIsWrongUsage(String words, String sentence) {
        Run run = run(new byte[0], (Object[]) words.split(" "));
        assertEquals(ExitCode.USAGE, run.exitCode(), run.err());
        assertEquals("derain: " + sentence + "\n", run.err());
        assertEquals(List.of(), engine.opened);
    }

    @Test
    void aTerminalIsRefused() throws IOException {
        for (String descriptor : List.of("in", "out")) {
            String property = "derain.terminal." + descriptor;
            System.setProperty(property, "true");
            try {
                Run run = run(picture("a.png"), "-");
                assertEquals(ExitCode.USAGE, run.exitCode());
                assertEquals(1, run.err().lines().count(), run.err());
                assertTrue(run.err().contains("standard " + descriptor + "put is a terminal; "), run.err());
                assertEquals(List.of(), engine.opened);
            } finally {
                System.clearProperty(property);
            }
        }
        System.setProperty("derain.terminal.in", "true");
        try {
            assertEquals(ExitCode.DONE, run(new byte[0], folder.resolve("a.png"), "-o", "-").exitCode(),
                    "which does not read from there");
        } finally {
            System.clearProperty("derain.terminal.in");
        }
    }

    @Test
    void aDryRunSaysWhereThePictureWouldGo() throws IOException {
        Run run = run(picture("a.png"), "-", "--dry-run");
        assertEquals("- -> -\n", run.err());
        assertEquals("", run.out());
        assertEquals(0, sent.size());
        assertEquals(List.of(), engine.opened);
        assertEquals("- -> x.png\n", run(new byte[0], "-", "-o", "x.png", "--dry-run").out());
    }

    /** What the launcher's log has, too: nothing but the picture goes to standard output. */
    @Test
    void whatIsToldGoesToTheErrorStream() throws IOException {
        Run json = run(picture("a.png"), "-", "--json");
        assertEquals("", json.out());
        assertEquals(2, json.err().lines().count(), json.err());
        assertTrue(json.err().contains("\"output\": \"-\""), json.err());
        assertEquals(16, sent().picture().getWidth());
        Run quiet = run(picture("a.png"), "-", "--quiet");
        assertEquals("", quiet.out() + quiet.err());
    }

    @Test
    void aFileThatIsCalledSoCanBeNamed() {
        Run run = run(new byte[0], "./-");
        assertEquals("derain: ./-: no such file or folder.\n", run.err());
        assertFalse(run.err().contains("nothing came"));
    }
}
