package org.derain4j.vision.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.derain4j.cli.VisionRun;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.eval.RgbPicture;
import org.derain4j.cli.eval.Score;
import org.derain4j.cli.eval.ScoreMode;
import org.derain4j.pictures.PictureReader;
import org.derain4j.pictures.PictureWriter;
import org.derain4j.rain.RainMaker;
import org.derain4j.vision.metrics.DetectionFigure;
import org.derain4j.vision.metrics.DetectionMetrics;
import org.derain4j.vision.metrics.PictureDetections;
import org.derain4j.vision.models.Detector;
import org.derain4j.vision.models.ModelFiles;
import org.derain4j.vision.models.RunOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study with rain of its own making, derained by the embedded model: its figures are those of the pictures that it saves. */
class DetectMadeRainTest {

    private static final double EXACT = 1e-12;
    private static final int PICTURES = 4;

    @TempDir
    Path root;
    private SquareSet set;
    private Path save;

    @BeforeEach
    void putPictures() throws IOException {
        set = new SquareSet(root, PICTURES, 64);
        save = root.resolve("save");
    }

    private VisionRun detect(Path labels, String report, Object... more) {
        List<Object> all = new ArrayList<>(List.of("detect", "--detector", set.detector, "--pictures", set.pictures,
                "--labels", labels, "--make-rain", "light,night", "--seed", 7, "--resamples", 50, "--page-pictures", 2,
                "-o", root.resolve(report)));
        all.addAll(List.of(more));
        VisionRun run = VisionRun.of(all.toArray());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        return run;
    }

    private static BufferedImage read(Path file) throws IOException {
        return new PictureReader().read(file).picture();
    }

    @Test
    void figuresAreThoseOfTheSavedPictures() throws IOException {
        detect(set.yolo(), "report", "--save", save);
        Report report = Report.of(root.resolve("report/detect.json"));
        assertEquals(
                List.of("clean", "clean/lite", "light/rainy", "light/lite", "night/dry", "night/rainy", "night/lite"),
                report.list("conditions").stream().map(condition -> condition.get("condition")).toList());
        try (Detector detector = ModelFiles.detector(set.detector, new RunOptions(1, false))) {
            for (String condition : List.of("light/rainy", "light/lite", "night/dry", "night/lite", "clean/lite")) {
                List<PictureDetections> found = new ArrayList<>();
                for (int i = 0; i < PICTURES; i++) {
                    found.add(new PictureDetections(set.squares(i),
                            detector.detect(read(save.resolve(condition + "/" + SquareSet.name(i) + ".png")))));
                }
                DetectionMetrics metrics = DetectionMetrics.of(found, 2, 0.3);
                for (DetectionFigure figure : List.of(DetectionFigure.AP50, DetectionFigure.AP,
                        DetectionFigure.RECALL)) {
                    assertEquals(metrics.figure(figure), report.figure(condition, figure.title()), EXACT,
                            condition + " " + figure);
                }
            }
        }
    }

    @Test
    void madeRainIsScoredBesideItsDryPicture() throws IOException {
        detect(set.yolo(), "report", "--save", save);
        Report report = Report.of(root.resolve("report/detect.json"));
        double light = 0;
        double night = 0;
        for (int i = 0; i < PICTURES; i++) {
            String file = SquareSet.name(i) + ".png";
            light += psnr(save.resolve("light/rainy").resolve(file), set.pictures.resolve(file));
            night += psnr(save.resolve("night/lite").resolve(file), save.resolve("night/dry").resolve(file));
        }
        assertEquals(light / PICTURES, report.figure("light/rainy", "PSNR"), 1e-9);
        assertEquals(night / PICTURES, report.figure("night/lite", "PSNR"), 1e-9);
        assertFalse(Files.exists(save.resolve("light/dry")), "where it is the clean picture");
    }

    private static double psnr(Path picture, Path truth) throws IOException {
        return Score.of(ScoreMode.Y, RgbPicture.of(read(picture)), RgbPicture.of(read(truth))).psnr();
    }

    @Test
    void theRainIsThatOfAddRain() throws IOException {
        detect(set.yolo(), "report", "--save", save);
        BufferedImage expected = new RainMaker("night", 7).make(set.picture(2), SquareSet.name(2)).rainy();
        assertArrayEquals(RgbPicture.of(expected).rgb(),
                RgbPicture.of(read(save.resolve("night/rainy/p02.png"))).rgb());
    }

    @Test
    void theSameAgainWithOtherThreadsAndLabelsOfAnotherFormat() throws IOException {
        detect(set.yolo(), "one", "--threads", 1);
        detect(root.resolve("yolo"), "two", "--threads", 3);
        for (String ending : List.of("json", "csv", "md", "html")) {
            assertEquals(-1, Files.mismatch(root.resolve("one/detect." + ending), root.resolve("two/detect." + ending)),
                    ending);
        }
        detect(set.coco(), "three");
        assertEquals(Files.readString(root.resolve("one/detect.csv")),
                Files.readString(root.resolve("three/detect.csv")));
    }

    @Test
    void picturesOfAnEarlierRunAreTakenIfTheyBelong() throws IOException {
        Path labels = set.yolo();
        detect(labels, "one", "--save", save);
        Path kept = save.resolve("light/lite/p01.png");
        Path changed = save.resolve("light/lite/p02.png");
        Object before = Files.getLastModifiedTime(kept);
        Object key = Files.readAttributes(kept, BasicFileAttributes.class).fileKey();
        byte[] right = Files.readAllBytes(changed);
        new PictureWriter().write(set.blank(), changed);
        String manifest = Files.readString(save.resolve("light/rainy/manifest.txt"));
        detect(labels, "two", "--save", save, "--reuse");
        assertEquals(manifest, Files.readString(save.resolve("light/rainy/manifest.txt")));
        assertEquals(before, Files.getLastModifiedTime(kept));
        assertEquals(key, Files.readAttributes(kept, BasicFileAttributes.class).fileKey());
        assertArrayEquals(right, Files.readAllBytes(changed), "a picture that was changed does not belong");
        assertEquals(Files.readString(root.resolve("one/detect.json")),
                Files.readString(root.resolve("two/detect.json")));
        detect(labels, "three", "--save", save, "--reuse", "--strength", "0.5");
        assertNotEquals(-1, Files.mismatch(root.resolve("one/detect.csv"), root.resolve("three/detect.csv")),
                "another strength makes other pictures");
    }

    @Test
    void savedPicturesCanBeGivenAgain() throws IOException {
        Path labels = set.yolo();
        detect(labels, "made", "--save", save);
        VisionRun again = VisionRun.of("detect", "--detector", set.detector, "--pictures", set.pictures, "--labels",
                labels, "--rain", "light=" + save.resolve("light/rainy"), "--result", save.resolve("light/lite"), "-o",
                root.resolve("given"), "--seed", 7, "--resamples", 50);
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
        Map<String, Object> made = Report.of(root.resolve("made/detect.json")).condition("light/lite");
        assertEquals(made, Report.of(root.resolve("given/detect.json")).condition("light/lite"));
        assertTrue(again.err().isEmpty(), again.err());
    }
}
