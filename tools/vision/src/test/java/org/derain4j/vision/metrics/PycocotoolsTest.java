package org.derain4j.vision.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.derain4j.vision.labels.Box;
import org.derain4j.vision.labels.LabelledBox;
import org.derain4j.vision.models.Detection;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@link DetectionMetrics} beside pycocotools on random sets, as {@code judges/coco.py} makes and judges them; that file says what the
 * lines are. A file of sets is kept with what pycocotools said of them; where Python has pycocotools, others are judged anew.
 */
class PycocotoolsTest {

    private static final double AT_SCORE = 0.5;
    private static final int LIVE = 300;

    @TempDir
    private Path folder;

    @Test
    void ofTheSetsThatAreKept() throws Exception {
        Path kept = Path.of(PycocotoolsTest.class.getResource("pycocotools.tsv").toURI());

        assertEquals(48, compare("kept", Files.readAllLines(kept)));
    }

    /** Other sets each day, so that in time there are many; the message of a failure has the seed. */
    @Test
    void ofOtherSetsWherePythonHasIt() throws Exception {
        String python = System.getProperty("derain4j.python", "python3");
        if (run(List.of(python, "-c", "import pycocotools.cocoeval")) != 0) {
            String problem = python + " cannot import pycocotools";
            System.out.println("PycocotoolsTest: " + LIVE + " random sets left out: " + problem);
            Assumptions.abort(problem);
        }
        String seed = String.valueOf(System.currentTimeMillis() / TimeUnit.DAYS.toMillis(1));
        Path sets = folder.resolve("sets-of-seed-" + seed + ".tsv");
        Path script = Path.of(System.getProperty("derain4j.root"), "tools/vision/judges/coco.py");

        assertEquals(0, run(List.of(python, script.toString(), sets.toString(), "--sets", String.valueOf(LIVE),
                "--seed", seed)));
        assertEquals(LIVE, compare("seed " + seed, Files.readAllLines(sets)));
    }

    private static int run(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), "takes too long: " + command);
            return process.exitValue();
        } catch (IOException absent) {
            return -1;
        }
    }

    /** Compares set by set, and gives their number. */
    private static int compare(String source, List<String> lines) {
        int sets = 0;
        for (int first = 0; first < lines.size();) {
            int next = first + 1;
            while (next < lines.size() && !lines.get(next).startsWith("set\t")) {
                next++;
            }
            compareSet(source, lines.subList(first, next).stream().map(line -> line.split("\t")).toList());
            first = next;
            sets++;
        }
        return sets;
    }

    private static void compareSet(String source, List<String[]> lines) {
        String[] head = lines.getFirst();
        String set = source + ", set " + head[1];
        List<PictureDetections> pictures = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(head[2]); i++) {
            pictures.add(new PictureDetections(new ArrayList<>(), new ArrayList<>()));
        }
        lines(lines, "truth").forEach(line -> pictures.get((int) number(line, 1)).truth().add(truth(line)));
        lines(lines, "found").forEach(line -> pictures.get((int) number(line, 1)).detections().add(found(line)));
        DetectionMetrics metrics = DetectionMetrics.of(pictures, Integer.parseInt(head[3]), AT_SCORE);
        lines(lines, "figures").forEach(line -> compareFigures(set, metrics, line));
        lines(lines, "counts").forEach(line -> compareCounts(set, metrics, line));
    }

    private static void compareFigures(String set, DetectionMetrics metrics, String[] line) {
        for (int i = 0; i < 12; i++) {
            DetectionFigure figure = DetectionFigure.values()[i];
            assertEquals(number(line, 2 + i), metrics.figure(figure, Integer.parseInt(line[1])), 1e-12,
                    set + ", class " + line[1] + ", " + figure);
        }
    }

    private static void compareCounts(String set, DetectionMetrics metrics, String[] line) {
        Counts counts = metrics.counts(Integer.parseInt(line[1]));
        String where = set + ", class " + line[1];
        assertEquals(List.of(line[2], line[3], line[4]),
                Stream.of(counts.right(), counts.wrong(), counts.missed()).map(String::valueOf).toList(), where);
        assertEquals(number(line, 5), counts.iou(), 1e-12, where);
    }

    private static Stream<String[]> lines(List<String[]> lines, String kind) {
        return lines.stream().filter(line -> line[0].equals(kind));
    }

    private static LabelledBox truth(String[] line) {
        return new LabelledBox((int) number(line, 2), box(line, 3), number(line, 7), line[8].equals("1"),
                line[9].equals("1"));
    }

    private static Detection found(String[] line) {
        return new Detection((int) number(line, 2), number(line, 3), box(line, 4));
    }

    private static Box box(String[] line, int at) {
        return new Box(number(line, at), number(line, at + 1), number(line, at + 2), number(line, at + 3));
    }

    private static double number(String[] line, int at) {
        return line[at].equals("nan") ? Double.NaN : Double.parseDouble(line[at]);
    }
}
