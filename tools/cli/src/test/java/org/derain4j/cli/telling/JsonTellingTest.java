package org.derain4j.cli.telling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.engine.PictureException;
import org.junit.jupiter.api.Test;

class JsonTellingTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private int asked;

    private Telling telling() {
        Tally tally = new Tally(() -> 0);
        Terminal terminal = new Terminal(false, false, 80, false);
        PrintWriter lines = new PrintWriter(out);
        ErrorLines errors = new ErrorLines(new PrintWriter(err, true), false);
        Telling human = new HumanTelling(tally, HumanTelling.Detail.NOTES, lines, errors,
                new ProgressLine(errors.stream(), false, 80), terminal);
        return new JsonTelling(tally, new PrintWriter(out, true), human, errors);
    }

    @Test
    void eachPictureIsALineOfJson() {
        Telling telling = telling();
        telling.expects(5, "picture");
        telling.uses(() -> {
            asked++;
            return new Engine("lite", "0123", "vector, 2 threads");
        });
        telling.note("a", "careful.");
        telling.done(HumanTellingTest.done("an \"odd\"\n\u001b[31m 雨"));
        telling.skipped("b", "b.out");
        telling.failed("c", "c: no.", null);
        telling.failed("d", null, PictureException.ofRoom("too large", null));
        telling.done(HumanTellingTest.done("e"));
        assertEquals(ExitCode.NO_ROOM, telling.ends());
        List<String> lines = out.toString().lines().toList();
        assertEquals(6, lines.size(), out.toString());
        assertFalse(out.toString().contains("\u001b"), out.toString());
        Map<String, Object> first = JsonText.object(lines.getFirst());
        assertEquals(
                List.of("status", "input", "output", "beside", "width", "height", "model", "backend", "milliseconds",
                        "warnings"),
                List.copyOf(first.keySet()));
        assertEquals("done", first.get("status"));
        assertEquals("an \"odd\"\n\u001b[31m 雨", first.get("input"));
        assertEquals("an \"odd\"\n\u001b[31m 雨.out", first.get("output"));
        assertEquals(List.of("an \"odd\"\n\u001b[31m 雨.compare"), first.get("beside"));
        assertEquals(320.0, first.get("width"));
        assertEquals(240.0, first.get("height"));
        assertEquals(Map.of("name", "lite", "sha256", "0123"), first.get("model"));
        assertEquals("vector, 2 threads", first.get("backend"));
        assertEquals(Map.of("decode", 20.0, "network", 170.26, "encode", 10.0, "total", 200.26),
                first.get("milliseconds"));
        assertEquals(List.of("a \"note\"."), first.get("warnings"));
        assertEquals(Map.of("status", "skipped", "input", "b", "output", "b.out"), JsonText.object(lines.get(1)));
        assertEquals(Map.of("status", "failed", "input", "c", "error", "c: no.", "exitCode", 1.0),
                JsonText.object(lines.get(2)));
        assertEquals(Map.of("status", "failed", "input", "d", "error", "d: too large.", "exitCode", 5.0),
                JsonText.object(lines.get(3)));
        assertEquals("e", JsonText.object(lines.get(4)).get("input"));
        assertEquals(Map.of("status", "totals", "done", 2.0, "failed", 2.0, "skipped", 1.0, "leftOut", Map.of(),
                "milliseconds", 0.0, "exitCode", 5.0), JsonText.object(lines.get(5)));
        assertEquals(List.of("derain: note: a: careful.", "derain: c: no.", "derain: d: too large.",
                "derain: 2 of 5 pictures failed: c, d."), err.toString().lines().toList());
        assertEquals(1, asked, "the weights are hashed once");
    }

    @Test
    void withoutAPictureNothingIsHashed() {
        Telling telling = telling();
        telling.uses(() -> {
            throw new AssertionError("asked in vain");
        });
        telling.failed("a", "a: no.", null);
        assertEquals(ExitCode.INPUT_FAILED, telling.ends());
    }

    @Test
    void whatIsUnknownIsNull() {
        Telling telling = telling();
        telling.uses(() -> new Engine("gone.safetensors", null, "vector"));
        telling.done(HumanTellingTest.done("a"));
        Map<?, ?> model = (Map<?, ?>) JsonText.object(out.toString()).get("model");
        assertEquals(null, model.get("sha256"));
        assertEquals(2, model.size());
    }
}
