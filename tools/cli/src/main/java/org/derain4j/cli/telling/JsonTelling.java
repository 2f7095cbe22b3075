package org.derain4j.cli.telling;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.FinishedPage;
import org.derain4j.cli.inputs.LeftOut;
import org.derain4j.conformance.Json;

/** Tells programs: an object of JSON a line. People still hear of failures, as far as another telling says so. */
final class JsonTelling implements Telling {

    private static final double THOUSANDTH = 1e3;

    private final Tally tally;
    private final PrintWriter lines;
    private final Telling human;
    private final ErrorLines errors;
    private Supplier<Engine> source = () -> null;
    private Engine engine;
    private LeftOut leftOut = LeftOut.NOTHING;
    private Map<String, Object> page;

    /** The human telling keeps the tally. */
    JsonTelling(Tally tally, PrintWriter lines, Telling human, ErrorLines errors) {
        this.tally = tally;
        this.lines = lines;
        this.human = human;
        this.errors = errors;
    }

    @Override
    public void expects(int number, String noun) {
        human.expects(number, noun);
    }

    @Override
    public synchronized void uses(Supplier<Engine> used) {
        source = used;
        engine = null;
    }

    @Override
    public void advanced(String input, double part) {
        human.advanced(input, part);
    }

    @Override
    public void advanced(String input, long frames, double each) {
        human.advanced(input, frames, each);
    }

    @Override
    public void advanced(String input, long frames, long total, double each) {
        human.advanced(input, frames, total, each);
    }

    @Override
    public void note(String input, String sentence) {
        human.note(input, sentence);
    }

    @Override
    public synchronized void done(Done done) {
        human.done(done);
        Map<String, Object> object = object("done", done.input());
        object.put("output", done.outputs().getFirst());
        if (done.outputs().size() > 1) {
            object.put("beside", done.outputs().subList(1, done.outputs().size()));
        }
        object.put("width", done.width());
        object.put("height", done.height());
        if (done.frames() != 1) {
            object.put("frames", done.frames());
        }
        if (engine == null) {
            engine = source.get();
        }
        if (engine != null) {
            Map<String, Object> model = new LinkedHashMap<>();
            model.put("name", engine.model());
            model.put("sha256", engine.sha256());
            object.put("model", model);
            object.put("backend", engine.backend());
        }
        Map<String, Object> milliseconds = new LinkedHashMap<>();
        done.milliseconds().forEach((part, time) -> milliseconds.put(part, rounded(time)));
        milliseconds.put("total", rounded(THOUSANDTH * done.seconds()));
        object.put("milliseconds", milliseconds);
        object.put("warnings", done.warnings());
        print(object);
    }

    @Override
    public synchronized void skipped(String input, String output) {
        human.skipped(input, output);
        Map<String, Object> object = object("skipped", input);
        object.put("output", output);
        print(object);
    }

    @Override
    public synchronized void failed(String input, String sentence, Throwable cause) {
        human.failed(input, sentence, cause);
        Map<String, Object> object = object("failed", input);
        object.put("error", sentence == null ? errors.sentence(input, cause) : sentence);
        object.put("exitCode", Tally.exitCode(cause));
        print(object);
    }

    @Override
    public synchronized void page(FinishedPage finished) {
        human.page(finished);
        page = new LinkedHashMap<>();
        page.put("output", finished.file());
        page.put("pictures", finished.pictures());
        page.put("bytes", finished.bytes());
    }

    @Override
    public synchronized void pageFailed(Path file, Throwable cause) {
        human.pageFailed(file, cause);
        page = new LinkedHashMap<>();
        page.put("output", file);
        page.put("error", errors.sentence(file.toString(), cause));
    }

    @Override
    public synchronized void leftOut(LeftOut counts) {
        human.leftOut(counts);
        leftOut = counts;
    }

    @Override
    public synchronized int ends() {
        int exitCode = human.ends();
        Map<String, Object> totals = new LinkedHashMap<>();
        totals.put("status", "totals");
        totals.put("done", tally.done());
        totals.put("failed", tally.failures().size());
        totals.put("skipped", tally.skippedOnes());
        totals.put("leftOut", leftOut.counts());
        if (page != null) {
            totals.put("page", page);
        }
        totals.put("milliseconds", rounded(THOUSANDTH * tally.seconds()));
        totals.put("exitCode", exitCode);
        print(totals);
        return exitCode;
    }

    private static Map<String, Object> object(String status, String input) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("status", status);
        object.put("input", input);
        return object;
    }

    private static double rounded(double milliseconds) {
        return Math.round(milliseconds * THOUSANDTH) / THOUSANDTH;
    }

    /** Texts have no line ends of their own in JSON. */
    private void print(Map<String, Object> object) {
        lines.println(Json.write(object).replaceAll("\n *", " "));
    }
}
