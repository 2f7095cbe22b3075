package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.derain4j.cli.FakeEngine.Run;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.StandardInput;
import org.derain4j.cli.common.StandardStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames through pipes and from file to file. */
class FramesTest {

    /** Two frames of 2x1, in grey of full range. */
    private static final String GREY = "YUV4MPEG2 W2 H1 F25:1 Ip Cmono Xown=é\nFRAME\n\u0000\u0010FRAME Ip\n\u00ff\u0080";
    private static final String INVERTED = "YUV4MPEG2 W2 H1 F25:1 Ip Cmono Xown=é\nFRAME\n\u00ff\u00efFRAME Ip\n\u0000\u007f";

    @TempDir
    private Path folder;

    private final FakeEngine engine = new FakeEngine();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private Run run(String in, Object... args) {
        return run(in, sent, args);
    }

    private Run run(String in, OutputStream out, Object... args) {
        return FakeEngine.run(engine,
                new StandardStreams(new StandardInput(new ByteArrayInputStream(bytes(in))), out), args);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String sent() {
        return sent.toString(StandardCharsets.ISO_8859_1);
    }

    private Path file(String name, String content) throws IOException {
        return Files.write(folder.resolve(name), bytes(content));
    }

    private static String content(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "- -f y4m", "- -o -", "- --threads 1", "- --threads 5"})
    void framesGoThroughPipes(String words) {
        Run run = run(GREY, (Object[]) words.split(" "));
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals(INVERTED, sent());
        assertEquals("", run.out());
        assertTrue(run.err().matches("- -> -  2x1  2 frames, [\\d.]+ a second  \\d+\\.\\d s\\R"), run.err());
    }

    /** As where a camera sends a frame now and then. */
    @Test
    @Timeout(120)
    void aFrameDoesNotWaitForTheNext() throws Exception {
        PipedOutputStream camera = new PipedOutputStream();
        PipedInputStream screen = new PipedInputStream();
        StandardStreams streams = new StandardStreams(new StandardInput(new PipedInputStream(camera)),
                new PipedOutputStream(screen));
        CompletableFuture<Run> run = CompletableFuture
                .supplyAsync(() -> FakeEngine.run(engine, streams, "-", "--threads", "4"));
        int second = GREY.indexOf("FRAME Ip");
        camera.write(bytes(GREY.substring(0, second)));
        camera.flush();
        assertEquals(INVERTED.substring(0, second), new String(screen.readNBytes(second), StandardCharsets.ISO_8859_1));
        camera.write(bytes(GREY.substring(second)));
        camera.close();
        assertEquals(ExitCode.DONE, run.get().exitCode());
        assertEquals(INVERTED.length() - second, screen.available());
    }

    @Test
    void strengthZeroGivesTheStreamBack() {
        String stream = "YUV4MPEG2 W3 H3 C420mpeg2\nFRAME\n" + "\u0000\u0007\u00fe".repeat(5) + "\u0081\u00ff";
        assertEquals(ExitCode.DONE, run(stream, "-", "--strength", "0").exitCode());
        assertEquals(stream, sent());
    }

    @Test
    void aQuarterOfTheRainIsTaken() {
        assertEquals(ExitCode.DONE, run(GREY, "-", "--strength=0.25").exitCode());
        assertEquals("\u00bf\u0080", sent().substring(sent().length() - 2));
    }

    /** What the engine finds is the same in all of them, so none of it falls. */
    @Test
    void rainIsComparedOverFrames() {
        String still = "YUV4MPEG2 W2 H1 F25:1 Ip Cmono\n" + "FRAME\n\u0000\u0010".repeat(4);
        Run run = run(still, "-", "--temporal", "3");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals(still, sent());
        assertTrue(run.err().contains("compared over 3 frames; that is ours, not MSPFN's"), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "4", "17", "-3"})
    void rainIsComparedOverAnOddNumberOfFrames(String number) {
        Run run = run(GREY, "-", "--temporal", number);
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(
                run.err()
                        .contains("--temporal " + number
                                + ": rain is compared over an odd number of frames; give one from 3 to 15."),
                run.err());
        assertEquals("", sent());
    }

    @Test
    void rainOfPicturesIsNotCompared() throws IOException {
        assertUsage("--temporal is for frames", file("a.png", ""), "--temporal", "3");
    }

    @Test
    void aFileGetsItsResultBesideItOrWhereItIsSaid() throws IOException {
        Path file = file("rain.y4m", GREY);
        Run run = run("", file);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals("", run.err());
        assertTrue(run.out().startsWith(file + " -> " + folder.resolve("rain.derained.y4m") + "  2x1  2 frames"),
                run.out());
        assertEquals(INVERTED, content(folder.resolve("rain.derained.y4m")));
        assertTrue(run("", file).err().contains("exists already; add --overwrite"));
        assertEquals(ExitCode.DONE, run("", file, "--overwrite").exitCode());
        assertEquals(ExitCode.DONE, run("", file, "-o", folder.resolve("new") + "/").exitCode());
        assertEquals(INVERTED, content(folder.resolve("new/rain.y4m")));
        assertEquals(ExitCode.DONE, run("", file, "-o", folder.resolve("b.y4m"), "--quiet").exitCode());
        assertEquals(INVERTED, content(folder.resolve("b.y4m")));
        assertEquals(ExitCode.DONE, run(GREY, "-", "-o", folder.resolve("c.y4m")).exitCode());
        assertEquals(INVERTED, content(folder.resolve("c.y4m")));
        assertEquals(ExitCode.DONE, run("", file, "-o", "-").exitCode());
        assertEquals(INVERTED, sent());
        assertEquals(ExitCode.DONE, run("", file, "-o", file, "--overwrite").exitCode());
        assertEquals(INVERTED, content(file));
    }

    @Test
    void dryRunsAndResultsThatAreThere() throws IOException {
        Path file = file("x.y4m", GREY);
        Path made = folder.resolve("new/x.y4m");
        Run dry = run("", file, "-o", folder.resolve("new") + "/", "--dry-run");
        assertEquals(file + " -> " + made + System.lineSeparator(), dry.out());
        assertEquals(List.of("x.y4m"), names());
        assertEquals(ExitCode.DONE, run("", file, "-o", folder.resolve("new") + "/").exitCode());
        Files.writeString(made, "mine");
        Run again = run("", file, "-o", folder.resolve("new") + "/", "--skip-existing");
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
        assertEquals("mine", content(made));
        assertTrue(run("", file, "-o", folder.resolve("new") + "/", "--skip-existing", "--dry-run").out()
                .endsWith("skipped, exists already" + System.lineSeparator()));
        assertUsage("--watch", file, "--watch");
    }

    @Test
    void rawFramesAreWhatTheOptionsSay() throws IOException {
        Object[] raw = {"-", "--input-format", "rgb24", "--size", "1x1"};
        Run run = run("abcdef", raw);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertArrayEquals(new byte[]{-98, -99, -100, -101, -102, -103}, sent.toByteArray());
        sent.reset();
        assertEquals(ExitCode.DONE,
                run("\u0001\u0000\u0002\u0000\u0003\u0000", "-", "--input-format", "rgb48le", "--size", "1x1")
                        .exitCode());
        assertEquals("\u00fe\u00ff\u00fd\u00ff\u00fc\u00ff", sent());
        Path file = file("x.rgb", "abc");
        assertEquals(ExitCode.DONE, run("", file, "--input-format", "rgb24", "--size", "1x1").exitCode());
        assertArrayEquals(new byte[]{-98, -99, -100}, Files.readAllBytes(folder.resolve("x.derained.rgb24")));
    }

    @Test
    void framesMayBecomeRaw() {
        assertEquals(ExitCode.DONE, run(GREY, "-", "-f", "rgb24").exitCode());
        assertEquals("\u00ff\u00ff\u00ff\u00ef\u00ef\u00ef\u0000\u0000\u0000\u007f\u007f\u007f", sent());
    }

    /** White is 235 where the range is limited, so that 255 is clipped for the network. */
    @Test
    void rangeAndMatrixCanBeSaid() {
        assertEquals(ExitCode.DONE, run(GREY, "-", "--range", "limited").exitCode());
        assertTrue(sent().endsWith("FRAME\n\u00db\u00ebFRAME Ip\n\u0024\u007b"), sent());
        sent.reset();
        String colour = "YUV4MPEG2 W1 H1 C444\nFRAME\n\u0080\u0080\u00a0";
        assertEquals(ExitCode.DONE, run(colour, "-", "-f", "rgb24", "--strength", "0", "--matrix", "BT709").exitCode());
        String bt709 = sent();
        sent.reset();
        assertEquals(ExitCode.DONE, run(colour, "-", "-f", "rgb24", "--strength", "0").exitCode());
        assertFalse(sent().equals(bt709), "the matrix is not that of a small picture");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--input-format rgb24 | give --size WxH", "--input-format nv12 --size 1x1 | give y4m, rgb24 or rgb48le",
        "--size 2x1 | y4m says its own", "--input-format rgb24 --size 1x1 --range full | R, G, B have none",
        "-f nut | give y4m, rgb24 or rgb48le", "-f png | give y4m, rgb24 or rgb48le",
        "--input-format rgb24 --size 1x1 -f y4m | lead y4m in", "--compare | --compare is for pictures",
        "--quality 90 | --quality is for pictures", "--rounding official | --rounding is for pictures",
        "--size 1000000x1000000 --input-format rgb24 | too large", "-o x.mp4 | must end in .y4m",
        "a.png | one stream at a time --input-format"})
    void whatCannotBeIsSaidBeforeAnythingIsWritten(String words, String part) {
        String[] parts = part.split(" --input-format");
        Object[] args = Stream.concat(Stream.of("-"), Stream.of(words.split(" "))).toArray();
        if (parts.length < part.split("--input-format", -1).length) {
            args = Stream.concat(Stream.of(args), Stream.of("--input-format", "rgb24", "--size", "1x1")).toArray();
        }
        Run run = run(GREY, args);
        assertEquals(ExitCode.USAGE, run.exitCode(), run.err());
        assertTrue(run.err().contains(parts[0].strip()), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals("", sent());
    }

    @Test
    void framesAndPicturesAreToldApart() throws IOException {
        Path picture = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        assertUsage("-f y4m is for frames, and this is none", picture, "-f", "y4m");
        assertUsage("--range is for frames, and there are none", picture, "--range", "full");
        assertUsage("one stream at a time", file("x.y4m", GREY), picture);
        assertEquals(List.of("a.png", "x.y4m"), names());
    }

    private void assertUsage(String part, Object... args) {
        Run run = run("", args);
        assertEquals(ExitCode.USAGE, run.exitCode(), run.err());
        assertTrue(run.err().contains(part), run.err());
    }

    @Test
    void aStreamCutShortIsSaid() throws IOException {
        String cut = GREY.substring(0, GREY.length() - 1);
        Run piped = run(cut, "-");
        assertEquals(ExitCode.INPUT_FAILED, piped.exitCode());
        assertEquals(
                "derain: -: the stream ends within frame 2, after 1 whole frame; what wrote it has stopped early.\n",
                piped.err());
        assertEquals(INVERTED.substring(0, INVERTED.indexOf("FRAME Ip")), sent());
        Run stored = run("", file("x.y4m", cut));
        assertEquals(ExitCode.INPUT_FAILED, stored.exitCode());
        assertTrue(stored.err().endsWith("stopped early; nothing is written.\n"), stored.err());
        assertEquals(List.of("x.y4m"), names());
        Run interlaced = run("YUV4MPEG2 W2 H1 It\n", "-");
        assertEquals(ExitCode.INPUT_FAILED, interlaced.exitCode());
        assertTrue(interlaced.err().contains("-: it is interlaced (It)"), interlaced.err());
    }

    @Test
    void whoStopsReadingIsNoBug() {
        Run run = run(GREY, new OutputStream() {

            private int left = 50;

            @Override
            public void write(int b) throws IOException {
                if (left-- == 0) {
                    throw new IOException("Broken pipe");
                }
            }
        }, "-");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals(
                "derain: standard output takes no more behind frame 1 (Broken pipe); its disk is full, or what reads it "
                        + "has ended.\n",
                run.err());
    }

    @Test
    void programsAreToldTheFrames() {
        Run run = run(GREY, "-", "--json");
        assertEquals(ExitCode.DONE, run.exitCode());
        List<String> objects = run.err().lines().toList();
        assertEquals(2, objects.size(), run.err());
        assertTrue(objects.getFirst().contains("\"input\": \"-\"") && objects.getFirst().contains("\"frames\": 2"),
                run.err());
        assertEquals("", run(GREY, "-", "--quiet").err());
    }
}
