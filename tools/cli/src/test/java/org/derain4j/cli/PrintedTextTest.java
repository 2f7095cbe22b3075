package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.derain4j.cli.FakeEngine.Run;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.StandardStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed cannot steer a terminal, and that it was printed is known. */
class PrintedTextTest {

    private static final String EVIL = "a\u001b[31m\nderain: all fine\r.png";
    private static final String HARMLESS = "a\\u001b[31m\\u000aderain: all fine\\u000d.png";

    @TempDir
    private Path folder;

    private final FakeEngine engine = new FakeEngine();

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void namesOfFilesStayOnTheirLines() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve(EVIL));
        Run done = engine.run(input, "-o", folder + "/dry/");
        assertTrue(done.out().startsWith(folder + "/" + HARMLESS + " -> " + folder + "/dry/" + HARMLESS + "  16x12"),
                done.out());
        assertEquals(1, done.out().lines().count(), done.out());
        Run missing = engine.run(folder.resolve("no " + EVIL), folder.resolve("neither"));
        assertEquals("derain: " + folder + "/no " + HARMLESS + ": no such file or folder.",
                missing.err().lines().findFirst().orElseThrow());
        assertEquals(3, missing.err().lines().count(), missing.err());
        CommandRun models = CommandRun.of("models", folder.resolve(EVIL));
        assertTrue(models.out().startsWith(folder + "/" + HARMLESS + "\n    no model: "), models.out());
        Run trace = engine.run(folder.resolve(EVIL).resolve("x.png"), "--debug");
        assertFalse(trace.err().contains("\u001b") || trace.err().contains("\nderain: all fine"), trace.err());
    }

    /** What a note quotes from a file cannot begin a line of its own. */
    @Test
    void namesOfChunksStayInTheNote() throws IOException {
        byte[] png = Files.readAllBytes(Pictures.save(Pictures.colour(), folder.resolve("a.png")));
        int headerEnd = 8 + 12 + 13;
        ByteArrayOutputStream with = new ByteArrayOutputStream();
        with.write(png, 0, headerEnd);
        with.write(chunk("iCCP", "evil\u001b[31m\nderain: all fine\0\0".getBytes(StandardCharsets.ISO_8859_1),
                deflated(new byte[200])));
        with.write(png, headerEnd, png.length - headerEnd);
        Path input = Files.write(folder.resolve("b.png"), with.toByteArray());
        Run run = engine.run(input);
        assertTrue(run.err().startsWith("derain: note: " + input + ": "), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertFalse(run.err().contains("\u001b"), run.err());
    }

    private static byte[] chunk(String type, byte[]... data) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
        Stream.of(data).forEach(body::writeBytes);
        CRC32 crc = new CRC32();
        crc.update(body.toByteArray());
        return ByteBuffer.allocate(body.size() + 8).putInt(body.size() - 4).put(body.toByteArray())
                .putInt((int) crc.getValue()).array();
    }

    private static byte[] deflated(byte[] data) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(data);
        }
        return bytes.toByteArray();
    }

    @Test
    void ofManyFailuresTheLastSentenceNamesAFew() {
        Object[] missing = IntStream.range(0, 2000).mapToObj(i -> folder.resolve(i + ".png")).toArray();
        List<String> lines = engine.run(missing).err().lines().toList();
        assertEquals(2001, lines.size());
        assertTrue(lines.getLast().startsWith("derain: 2000 of 2000 pictures failed: " + missing[0] + ", "));
        assertTrue(lines.getLast().endsWith(missing[9] + ", ... and 1,990 more."), lines.getLast());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "--help", "models", "models --help", "info", "a.png",
        "eval --rain p --clean p --result p", "eval --rain p --clean p --result p --csv",
        "eval --rain p --clean p --result p --json"})
    void lostOutputIsAFailure(String command) throws IOException {
        Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        Pictures.save(Pictures.colour(), Files.createDirectory(folder.resolve("p")).resolve("b.png"));
        String[] words = Stream.of(command.split(" "))
                .map(word -> Files.exists(folder.resolve(word)) ? folder.resolve(word).toString() : word)
                .toArray(String[]::new);
        StringWriter err = new StringWriter();
        assertEquals(ExitCode.INPUT_FAILED,
                Derain.run(engine, StandardStreams.ofProcess(), new PrintWriter(new Full()), new PrintWriter(err),
                        words));
        assertEquals("derain: standard output is incomplete: the disk is full, or what reads it has ended.\n",
                err.toString().replace("\r\n", "\n"));
    }

    /** A disk without room. */
    private static final class Full extends Writer {

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
