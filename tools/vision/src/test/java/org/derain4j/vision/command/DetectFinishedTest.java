package org.derain4j.vision.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.derain4j.cli.VisionRun;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.pictures.PictureWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A study of finished pictures, in which all figures follow by counting: the "rain" hides the first six of twelve pictures, the "result"
 * brings them back, but hides the last one.
 */
class DetectFinishedTest {

    private static final double EXACT = 1e-12;
    private static final int PICTURES = 12;

    @TempDir
    Path root;
    private SquareSet set;
    private Path rain;
    private Path result;
    private Path labels;

    @BeforeEach
    void putPictures() throws IOException {
        set = new SquareSet(root, PICTURES, 128);
        rain = set.folder("wet", images(index -> index < 6));
        result = set.folder("mended", images(index -> index == PICTURES - 1));
        labels = set.yolo();
    }

    private List<BufferedImage> images(IntPredicate hidden) {
        return IntStream.range(0, PICTURES).mapToObj(i -> hidden.test(i) ? set.blank() : set.picture(i)).toList();
    }

    private VisionRun detect(Object... more) {
        Object[] usual = {"detect", "--detector", set.detector, "--pictures", set.pictures, "--labels", labels,
            "--rain",
            "storm=" + rain, "--result", result, "--resamples", 300, "--page-pictures", 2, "-o",
            root.resolve("report")};
        Object[] all = Arrays.copyOf(usual, usual.length + more.length);
        System.arraycopy(more, 0, all, usual.length, more.length);
        return VisionRun.of(all);
    }

    @Test
    void figuresFollowByCounting() throws IOException {
        VisionRun run = detect();
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        Report report = Report.of(root.resolve("report/detect.json"));
        assertEquals(List.of("clean", "storm/rainy", "storm/mended"),
                report.list("conditions").stream().map(condition -> condition.get("condition")).toList());
        assertEquals(1, report.figure("clean", "recall"), EXACT);
        assertEquals(0.5, report.figure("storm/rainy", "recall"), EXACT);
        assertEquals(11 / 12.0, report.figure("storm/mended", "recall"), EXACT);
        assertEquals(1, report.figure("storm/rainy", "precision"), EXACT);
        // 101 points of recall, of which those up to a half are reached at precision 1.
        assertEquals(51 / 101.0, report.figure("storm/rainy", "AP50"), EXACT);
        assertEquals(92 / 101.0, report.figure("storm/mended", "AP50"), EXACT);
        assertEquals(51 / 101.0, report.figure("storm/rainy", "classes", "red", "AP50"), EXACT);
        assertEquals(0.5, report.figure("storm/rainy", "classes", "green", "recall"), EXACT);
        assertEquals(PICTURES,
                Report.object(Report.object(report.condition("clean").get("classes")).get("red")).get("n"));
    }

    @Test
    void differencesAndHarmAreTold() throws IOException {
        assertEquals(ExitCode.DONE, detect().exitCode());
        Report report = Report.of(root.resolve("report/detect.json"));
        Map<String, Object> recall = report.list("differences", "storm/mended", "recall", "all").getFirst();
        Map<String, Object> change = Report.object(recall.get("change"));
        assertEquals(11 / 12.0 - 0.5, Report.number(change.get("value")), EXACT);
        double low = Report.number(change.get("low"));
        double high = Report.number(change.get("high"));
        assertTrue(low <= 5 / 12.0 && high >= 5 / 12.0 && low < high, change.toString());
        assertEquals(low > 0, recall.get("sure"));
        List<Map<String, Object>> harmed = report.list("harmedPictures");
        assertEquals(List.of("p11"), harmed.stream().map(one -> one.get("picture")).toList());
        assertEquals(-1, Report.number(harmed.getFirst().get("change")), EXACT);
        // Where the rain hides nothing, the result can only lose. The twelfth picture is in the middle third by its place.
        Map<String, Object> weakest = report.list("differences", "storm/mended", "recall", "weakest third").getFirst();
        assertEquals(4, weakest.get("n"));
        assertEquals(0, Report.number(Report.object(weakest.get("change")).get("value")), EXACT);
        Map<String, Object> strongest = report.list("differences", "storm/mended", "recall", "strongest third")
                .getFirst();
        assertEquals(1, Report.number(Report.object(strongest.get("change")).get("value")), EXACT);
        assertEquals(false, strongest.get("sure"), "of four pictures");
    }

    /** The result finds two squares in a picture of which the labels say that there is none. */
    @Test
    void whatIsFoundWhereNothingIsIsHarm() throws IOException {
        Files.writeString(labels.resolve("p00.txt"), "");
        assertEquals(ExitCode.DONE, detect().exitCode());
        Report report = Report.of(root.resolve("report/detect.json"));
        List<Map<String, Object>> harmed = report.list("harmedPictures");
        assertEquals(List.of("p00", "p11"), harmed.stream().map(one -> one.get("picture")).sorted().toList());
        assertTrue(harmed.stream().allMatch(one -> Report.number(one.get("before")) == 1
                && Report.number(one.get("after")) == 0), harmed.toString());
    }

    @Test
    void picturesHaveRowsOfTheirOwn() throws IOException {
        assertEquals(ExitCode.DONE, detect().exitCode());
        Map<String, Object> last = Report.of(root.resolve("report/detect.json")).list("pictures", "p11.png").getFirst();
        Map<String, Object> mended = Report.object(Report.object(last.get("conditions")).get("storm/mended"));
        assertEquals(0, mended.get("right"));
        assertEquals(2, mended.get("missed"));
        Map<String, Object> rainy = Report.object(Report.object(last.get("conditions")).get("storm/rainy"));
        assertEquals(2, rainy.get("right"));
        assertEquals("Infinity", rainy.get("PSNR"));
    }

    @Test
    void allTablesArePrintedAndWritten() throws IOException {
        VisionRun table = detect();
        assertTrue(table.out().contains("Where deraining harms"), table.out());
        assertTrue(table.out().lines().anyMatch(line -> line.matches("storm/mended +p11 +1\\.000 +0\\.000 +-1\\.000")),
                table.out());
        assertTrue(table.out().lines().allMatch(line -> line.length() <= 100), table.out());
        String csv = Files.readString(root.resolve("report/detect.csv"));
        assertTrue(csv.contains("\nstorm/rainy,value,recall,all,,12,12,0.500000,"), csv);
        assertTrue(csv.contains("\nstorm/mended,change,recall,all,,12,12,0.416667,"), csv);
        assertTrue(csv.contains("\nstorm/mended,picture,F1,picture,p11,1,1,0.000000,"), csv);
        assertTrue(csv.contains("\nstorm/mended,change,F1,picture,p11,1,1,-1.000000,,,harm\n"), csv);
        String markdown = Files.readString(root.resolve("report/detect.md"));
        assertTrue(markdown.contains("\n## Where deraining harms\n"), markdown);
        assertTrue(Files.readString(root.resolve("report/detect.html")).contains("Where deraining harms"));
        assertEquals(csv, detect("--csv", "--overwrite").out());
        assertEquals(markdown, detect("--markdown", "--overwrite").out());
        String json = detect("--json", "--overwrite").out();
        assertEquals(Files.readString(root.resolve("report/detect.json")), json);
    }

    @Test
    void whatLacksSomethingIsToldAndLeftOut() throws IOException {
        Files.delete(rain.resolve("p00.png"));
        Files.delete(result.resolve("p01.png"));
        Files.delete(labels.resolve("p02.txt"));
        VisionRun run = detect();
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.err().contains("note: left out, 1 without a rainy picture in " + rain + ": p00"), run.err());
        assertTrue(run.err().contains("note: left out, 1 without a result in " + result + ": p01"), run.err());
        assertTrue(run.err().contains("note: left out, 1 without a label in " + labels + ": p02"), run.err());
        assertEquals(9, Report.of(root.resolve("report/detect.json")).members().get("samples"));
        assertEquals(3, ((List<?>) Report.of(root.resolve("report/detect.json")).members().get("leftOut")).size());
    }

    @Test
    void anUnreadablePictureIsToldAndLeftOutOfAll() throws IOException {
        Files.writeString(set.pictures.resolve("p03.png"), "no picture");
        Files.write(rain.resolve("p04.png"), new byte[100]);
        VisionRun run = detect();
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertTrue(run.err().contains(set.pictures.resolve("p03.png").toString()), run.err());
        assertTrue(run.err().contains(rain.resolve("p04.png").toString()), run.err());
        Report report = Report.of(root.resolve("report/detect.json"));
        assertEquals(10, report.members().get("samples"));
        assertEquals(1, ((List<?>) report.members().get("unreadable")).size());
        assertEquals(1, ((List<?>) report.members().get("failures")).size());
        assertEquals(0.6, report.figure("storm/rainy", "recall"), EXACT);
    }

    @Test
    void aPictureOfAnotherSizeIsToldAndLeftOut() throws IOException {
        new PictureWriter().write(new BufferedImage(9, 9, BufferedImage.TYPE_3BYTE_BGR),
                result.resolve("p05.png"));
        VisionRun run = detect();
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertTrue(run.err().contains("p05.png: is 9x9, but the clean picture is 128x128"), run.err());
        assertFalse(Files.readString(root.resolve("report/detect.csv")).contains(",12,"));
    }
}
