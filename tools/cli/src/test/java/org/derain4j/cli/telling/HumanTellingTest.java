package org.derain4j.cli.telling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.telling.HumanTelling.Detail;
import org.derain4j.engine.PictureException;
import org.junit.jupiter.api.Test;

class HumanTellingTest {

    private static final Terminal NONE = new Terminal(false, false, 80, true);
    private static final Terminal SCREEN = new Terminal(true, true, 80, true);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Tally tally = new Tally(() -> 0);

    /** All on one screen, or lines and errors by themselves. */
    private Telling telling(Detail detail, Terminal terminal) {
        PrintWriter errors = new PrintWriter(terminal.lines() ? out : err, true);
        return new HumanTelling(tally, detail, new PrintWriter(out, true), new ErrorLines(errors, false),
                new ProgressLine(errors, terminal.errors(), terminal.columns(), () -> 0), terminal);
    }

    static Done done(String name) {
        Map<String, Double> times = new LinkedHashMap<>();
        times.put("decode", 20.0);
        times.put("network", 170.26);
        times.put("encode", 10.0);
        return new Done(name, List.of(Path.of(name + ".out"), Path.of(name + ".compare")), 320, 240, 1, times,
                List.of("a \"note\"."));
    }

    private static int someOfAll(Telling telling) {
        telling.note("a", "careful.");
        telling.done(done("a"));
        telling.skipped("b", "b.out");
        telling.failed("c", null, new IOException("c: gone"));
        telling.failed("d", "d: no.", null);
        return telling.ends();
    }

    @Test
    void everythingIsALine() {
        Telling telling = telling(Detail.ALL, NONE);
        telling.expects(4, "picture");
        telling.advanced("a", 0.5);
        assertEquals(ExitCode.INPUT_FAILED, someOfAll(telling));
        assertEquals("""
                a -> a.out  320x240  0.2 s  1/4
                1 of 4 pictures in 0.00 s (0.00 s each), 2 failed, 1 skipped
                """, out.toString().replace("\r\n", "\n"));
        assertEquals("""
                derain: note: a: careful.
                derain: c: gone.
                derain: d: no.
                derain: 2 of 4 pictures failed: c, d.
                """, err.toString().replace("\r\n", "\n"));
    }

    @Test
    void onePictureNeedsNoSum() {
        Telling telling = telling(Detail.ALL, NONE);
        telling.expects(1, "picture");
        telling.done(done("a"));
        assertEquals(ExitCode.DONE, telling.ends());
        assertEquals("a -> a.out  320x240  0.2 s", out.toString().strip());
        assertEquals("", err.toString());
    }

    @Test
    void aFilmHasFrames() {
        Telling telling = telling(Detail.ALL, NONE);
        telling.expects(1, "picture");
        telling.done(new Done("a.mp4", List.of(Path.of("b.mp4")), 320, 240, 250, Map.of("all", 2000.0), List.of()));
        assertEquals("a.mp4 -> b.mp4  320x240  250 frames, 125.0 a second  2.0 s", out.toString().strip());
    }

    @Test
    void quietTellsOfFailuresAlone() {
        Telling telling = telling(Detail.FAILURES, NONE);
        telling.expects(4, "picture");
        assertEquals(ExitCode.INPUT_FAILED, someOfAll(telling));
        assertEquals("", out.toString());
        assertEquals(3, err.toString().lines().count(), err.toString());
    }

    @Test
    void whereNobodyKnowsHowManyTheyAreCounted() {
        Telling telling = telling(Detail.ALL, NONE);
        telling.done(done("a"));
        telling.done(done("b"));
        telling.ends();
        assertEquals("""
                a -> a.out  320x240  0.2 s  1
                b -> b.out  320x240  0.2 s  2
                2 pictures in 0.00 s (0.00 s each)
                """, out.toString().replace("\r\n", "\n"));
    }

    /** What a screen shows in the end: every return begins the line anew. */
    @Test
    void onAScreenOneLineTellsOfAllAndNeverMixesWithOthers() {
        Telling telling = telling(Detail.ALL, SCREEN);
        telling.expects(4, "picture");
        telling.advanced("a", 0.5);
        assertEquals("\r0/4  12 %  a   50 %", out.toString());
        someOfAll(telling);
        List<String> lines = out.toString().lines().toList();
        List<String> seen = List.of("derain: note: a: careful.", "derain: c: gone.", "derain: d: no.",
                "1 of 4 pictures in 0.00 s (0.00 s each), \u001b[31m2 failed\u001b[0m, 1 skipped",
                "derain: 2 of 4 pictures failed: c, d.");
        assertEquals(seen, lines.subList(lines.size() - seen.size(), lines.size()));
        assertTrue(lines.subList(0, lines.size() - seen.size()).stream().allMatch(line -> line.isBlank()
                || line.equals("0/4  12 %  a   50 %")), out.toString());
    }

    @Test
    void whatIsRightIsGreenUnlessColoursAreNotWanted() {
        Telling telling = telling(Detail.ALL, SCREEN);
        telling.done(done("a"));
        telling.ends();
        assertEquals("\u001b[32m1 picture in 0.00 s\u001b[0m (0.00 s each)", out.toString().strip());
        for (Map<String, String> environment : List.of(Map.of("TERM", "dumb"), Map.<String, String>of(),
                Map.of("TERM", "xterm", "NO_COLOR", "1"))) {
            Terminal terminal = Terminal.of(Map.of("derain.terminal.out", "true")::get, environment::get);
            assertEquals("text", terminal.green("text"));
        }
        assertEquals("text", NONE.red("text"));
        assertFalse(Terminal.of(Map.of("derain.terminal.out", "true")::get,
                Map.of("TERM", "xterm", "NO_COLOR", "")::get).red("text").equals("text"));
    }

    @Test
    void theTerminalsWidthIsAsked() {
        assertEquals(80, Terminal.of(_ -> null, _ -> null).columns());
        assertEquals(132, Terminal.of(_ -> null, Map.of("COLUMNS", "132")::get).columns());
        assertEquals(100, Terminal.of(Map.of("derain.columns", "100")::get, Map.of("COLUMNS", "132")::get).columns());
        assertEquals(132, Terminal.of(Map.of("derain.columns", "")::get, Map.of("COLUMNS", "132")::get).columns());
        assertEquals(80, Terminal.of(_ -> null, Map.of("COLUMNS", "-5")::get).columns());
        assertEquals(20, Terminal.of(_ -> null, Map.of("COLUMNS", "3")::get).columns());
    }

    @Test
    void memoryAndDisksComeBeforeOtherFailures() {
        for (Throwable cause : List.of(new OutOfMemoryError(), PictureException.ofRoom("too large", null),
                new IOException("cannot be written", new IOException("No space left on device")),
                new FileSystemException("a", null, "Disk quota exceeded"))) {
            Telling telling = telling(Detail.ALL, NONE);
            telling.failed("a", null, new IOException("gone"));
            telling.failed("b", "b: no room.", cause);
            telling.failed("c", null, new PictureException("no picture"));
            telling.failed("d", null, new IllegalStateException("odd"));
            assertEquals(ExitCode.NO_ROOM, telling.ends(), cause.toString());
        }
        assertEquals(ExitCode.INPUT_FAILED, Tally.exitCode(new PictureException("not finite")));
        assertEquals(ExitCode.INPUT_FAILED, Tally.exitCode(new IOException()));
    }
}
