package org.derain4j.vision.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.derain4j.cli.VisionRun;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.vision.Miniatures;
import org.derain4j.vision.Miniatures.DetectorForm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be studied is refused in one sentence, before any work. */
class StudyRefusalsTest {

    @TempDir
    Path root;
    private SquareSet set;
    private Path labels;

    @BeforeEach
    void putPictures() throws IOException {
        set = new SquareSet(root, 2, 64);
        labels = set.yolo();
    }

    private void refused(int exitCode, String sentence, Object... more) {
        refusedBy(exitCode, sentence, set.detector, more);
    }

    private void refusedBy(int exitCode, String sentence, Path detector, Object... more) {
        List<Object> all = new ArrayList<>(List.of("detect", "--detector", detector, "--pictures", set.pictures,
                "--labels", labels, "-o", root.resolve("report")));
        all.addAll(List.of(more));
        VisionRun run = VisionRun.of(all.toArray());
        assertTrue(run.err().contains(sentence), run.err());
        assertEquals(exitCode, run.exitCode(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertFalse(Files.exists(root.resolve("report/detect.json")));
    }

    @Test
    void optionsThatContradict() {
        refused(ExitCode.USAGE, "give --make-rain or --rain, not both", "--make-rain", "light", "--rain", set.pictures);
        refused(ExitCode.USAGE, "--result is what became of one kind of rain, but there are 2", "--make-rain",
                "light,night", "--result", "other=" + set.pictures);
        refused(ExitCode.USAGE, "--result is what became of one kind of rain, but there is none", "--result",
                set.pictures);
        refused(ExitCode.USAGE, "--reuse takes pictures from the folder of --save", "--reuse");
        refused(ExitCode.USAGE, "--at-score is 1.5; give 0 to 1", "--at-score", "1.5");
        refused(ExitCode.USAGE, "--resamples is 0", "--resamples", "0");
    }

    @Test
    void namesThatAreNone() {
        refused(ExitCode.USAGE, "--make-rain: ", "--make-rain", "frogs");
        refused(ExitCode.USAGE, "there is no such folder", "--rain", root.resolve("nowhere"));
        refused(ExitCode.USAGE, "'clean' is taken; give one of its own, as in NAME=FOLDER", "--rain",
                "clean=" + set.pictures);
        refused(ExitCode.USAGE, "--make-rain: 'light' is taken; name each kind once", "--make-rain", "light,light");
        refused(ExitCode.USAGE, "'..' is no name", "--rain", "..=" + set.pictures);
        refused(ExitCode.USAGE, "'lite' is taken; name each model once", "-m", "lite", "-m", "lite");
        refused(ExitCode.MODEL, "frogs", "-m", "frogs");
    }

    /** It is one of the kinds that the help of add-rain lists. */
    @Test
    void aKindThatIsCalledDryIsNoName() throws IOException {
        VisionRun run = VisionRun.of("detect", "--detector", set.detector, "--pictures", set.pictures, "--labels",
                labels, "--make-rain", "dry", "-o", root.resolve("report"), "--resamples", 10);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals("Infinity", Report.object(Report.object(Report.of(root.resolve("report/detect.json"))
                .list("pictures").getFirst().get("conditions")).get("dry/rainy")).get("PSNR"));
    }

    @Test
    void foldersWithoutPartners() throws IOException {
        Path other = Files.createDirectory(root.resolve("other"));
        Files.copy(set.pictures.resolve("p00.png"), other.resolve("q.png"));
        refused(ExitCode.INPUT_FAILED, "none of the 2 pictures has a rainy picture in " + other, "--rain", other);
        Files.delete(labels.resolve("p00.txt"));
        Files.delete(labels.resolve("p01.txt"));
        Files.writeString(labels.resolve("q.txt"), "0 0.5 0.5 0.1 0.1\n");
        refused(ExitCode.USAGE, "is named like a picture");
    }

    @Test
    void detectorsThatCannotBeJudged() throws IOException {
        Files.write(labels.resolve("classes.txt"), List.of("cat", "dog"));
        refused(ExitCode.USAGE, "no class of the model");
        Path blind = Files.createDirectory(root.resolve("blind"));
        Path noModel = Files.writeString(blind.resolve("none.onnx"), "nothing");
        refusedBy(ExitCode.MODEL, noModel.toString(), noModel);
        Path segmenter = Miniatures.segmenter(blind, Miniatures.SegmenterForm.LOGITS, Miniatures.rgb());
        refusedBy(ExitCode.MODEL, segmenter.toString(), segmenter);
    }

    @Test
    void reportsAndPicturesThatAreThere() throws IOException {
        Path kept = Files.createDirectory(root.resolve("kept"));
        Files.writeString(kept.resolve("mine.txt"), "mine");
        refused(ExitCode.USAGE, "--save " + kept + ": is not empty", "--save", kept, "--make-rain", "light");
        Files.createDirectories(root.resolve("report"));
        Files.writeString(root.resolve("report/detect.csv"), "mine");
        refused(ExitCode.INPUT_FAILED, "detect.csv: exists already; add --overwrite");
        assertEquals("mine", Files.readString(root.resolve("report/detect.csv")));
    }

    @Test
    void theGroupAloneSaysWhatToAdd() {
        VisionRun run = VisionRun.of();
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains("derain vision detect or derain vision segment"), run.err());
        assertTrue(VisionRun.of("--help").out().contains("export-espnet"));
    }

    @Test
    void otherFormsOfTheDetectorAreReadToo() throws IOException {
        Path other = Files.createDirectory(root.resolve("ssd"));
        VisionRun run = VisionRun.of("detect", "--detector",
                Miniatures.detector(other, DetectorForm.SSD, Miniatures.rgb()),
                "--pictures", set.pictures, "--labels", labels, "-o", root.resolve("report"), "--resamples", 10);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals(1, Report.of(root.resolve("report/detect.json")).figure("clean", "recall"));
        assertTrue(run.err().contains("classes are matched by their numbers"), run.err());
    }
}
