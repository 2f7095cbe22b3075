package org.derain4j.vision.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.derain4j.cli.VisionRun;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.pictures.PictureReader;
import org.derain4j.pictures.PictureWriter;
import org.derain4j.vision.Miniatures;
import org.derain4j.vision.Miniatures.SegmenterForm;
import org.derain4j.vision.labels.ClassMask;
import org.derain4j.vision.models.ModelFiles;
import org.derain4j.vision.models.RunOptions;
import org.derain4j.vision.models.Segmenter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies of masks: pictures in the segmenter's own colours, so that it names every pixel rightly without rain. */
class SegmentCommandTest {

    private static final double EXACT = 1e-12;
    private static final int PICTURES = 3;
    private static final int WIDTH = 48;
    private static final int HEIGHT = 36;
    private static final PictureWriter WRITER = new PictureWriter();
    private static final int ROAD = 0;
    private static final int TREE = 1;

    @TempDir
    Path root;
    private Path pictures;
    private Path masks;
    private Path segmenter;
    private final ClassMask street = Miniatures.street(WIDTH, HEIGHT);

    @BeforeEach
    void putPictures() throws IOException {
        pictures = folder("pictures", street, street, street);
        masks = Files.createDirectory(root.resolve("masks"));
        Files.write(masks.resolve("classes.txt"), Miniatures.SURFACES);
        for (int i = 0; i < PICTURES; i++) {
            BufferedImage mask = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    mask.getRaster().setSample(x, y, 0, street.at(x, y));
                }
            }
            WRITER.write(mask, masks.resolve("s" + i + ".png"));
        }
        segmenter = Miniatures.segmenter(root, SegmenterForm.LOGITS, Miniatures.rgb());
    }

    private Path folder(String name, ClassMask... seen) throws IOException {
        Path folder = Files.createDirectory(root.resolve(name));
        for (int i = 0; i < seen.length; i++) {
            WRITER.write(Miniatures.surfaces(seen[i]), folder.resolve("s" + i + ".png"));
        }
        return folder;
    }

    private VisionRun segment(String report, Object... more) {
        List<Object> all = new ArrayList<>(
                List.of("segment", "--segmenter", segmenter, "--pictures", pictures, "--masks",
                        masks, "--resamples", 40, "--page-pictures", 2, "-o", root.resolve(report)));
        all.addAll(List.of(more));
        VisionRun run = VisionRun.of(all.toArray());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        return run;
    }

    @Test
    void picturesAndMasksLieInFoldersForEachPartAndCity() throws IOException {
        String flat = segment("flat").out();
        for (Path folder : List.of(pictures, masks)) {
            for (int i = 0; i < PICTURES; i++) {
                Path city = Files.createDirectories(folder.resolve("val/city" + i));
                Files.move(folder.resolve("s" + i + ".png"), city.resolve("s" + i + ".png"));
            }
        }
        assertEquals(flat.replace("flat", "deep"), segment("deep").out());
    }

    @Test
    void twoPicturesOfOneNameInFoldersAreRefused() throws IOException {
        for (String city : List.of("a", "b")) {
            Files.copy(pictures.resolve("s0.png"),
                    Files.createDirectories(root.resolve("tree/" + city)).resolve("s0.png"));
        }
        VisionRun run = VisionRun.of("segment", "--segmenter", segmenter, "--pictures", root.resolve("tree"), "--masks",
                masks, "-o", root.resolve("refused"));
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertTrue(run.err().contains("have the same name"), run.err());
    }

    /** All trees of the picture gone. */
    private ClassMask treeless() {
        byte[] classes = street.classes().clone();
        for (int i = 0; i < classes.length; i++) {
            classes[i] = classes[i] == TREE ? ROAD : classes[i];
        }
        return new ClassMask(WIDTH, HEIGHT, classes);
    }

    @Test
    void figuresFollowByCounting() throws IOException {
        Path wet = folder("wet", treeless(), treeless(), street);
        Path mended = folder("mended", treeless(), street, street);
        segment("report", "--rain", wet, "--result", "painter=" + mended);
        Report report = Report.of(root.resolve("report/segment.json"));
        double trees = WIDTH / 4.0 * (HEIGHT * 2 / 3.0);
        double all = WIDTH * HEIGHT;
        double road = all - HEIGHT / 3.0 * WIDTH - trees;
        assertEquals(1, report.figure("clean", "mIoU"), EXACT);
        assertEquals(1 / 3.0, report.figure("wet/rainy", "classes", "tree", "IoU"), EXACT);
        assertEquals(2 / 3.0, report.figure("wet/painter", "classes", "tree", "IoU"), EXACT);
        double roadIou = road * 3 / (road * 3 + trees * 2);
        assertEquals(roadIou, report.figure("wet/rainy", "classes", "road", "IoU"), EXACT);
        assertEquals((roadIou + 1 / 3.0 + 1) / 3, report.figure("wet/rainy", "mIoU"), EXACT);
        assertEquals(1 - 2 * trees / (3 * all), report.figure("wet/rainy", "pixel accuracy"), EXACT);
        assertEquals((2 + 1 / 3.0) / 3, report.figure("wet/rainy", "mean accuracy"), EXACT);
        Map<String, Object> change = Report.object(report.list("differences", "wet/painter", "IoU", "tree").getFirst()
                .get("change"));
        assertEquals(1 / 3.0, Report.number(change.get("value")), EXACT);
        assertEquals("Infinity",
                Report.object(Report.object(report.list("pictures", "s2.png").getFirst().get("conditions"))
                        .get("wet/rainy")).get("PSNR"));
        assertTrue(Files.readString(root.resolve("report/segment.html")).contains("tree"));
    }

    @Test
    void madeRainIsMeasuredOnThePicturesThatAreSaved() throws IOException {
        Path save = root.resolve("save");
        segment("report", "--make-rain", "downpour", "--save", save);
        Report report = Report.of(root.resolve("report/segment.json"));
        for (String condition : List.of("downpour/rainy", "downpour/lite")) {
            long right = 0;
            try (Segmenter model = ModelFiles.segmenter(segmenter, new RunOptions(1, false))) {
                for (int i = 0; i < PICTURES; i++) {
                    ClassMask found = model
                            .segment(new PictureReader().read(save.resolve(condition + "/s" + i + ".png"))
                                    .picture());
                    for (int at = 0; at < WIDTH * HEIGHT; at++) {
                        right += found.classes()[at] == street.classes()[at] ? 1 : 0;
                    }
                }
            }
            assertEquals(right / (double) (PICTURES * WIDTH * HEIGHT), report.figure(condition, "pixel accuracy"),
                    EXACT);
        }
        segment("again", "--make-rain", "downpour", "--threads", "3");
        for (String ending : List.of("json", "csv", "md", "html")) {
            assertEquals(-1,
                    Files.mismatch(root.resolve("report/segment." + ending), root.resolve("again/segment." + ending)));
        }
    }

    @Test
    void aMaskThatIsMissingOrOfAnotherSizeIsTold() throws IOException {
        Files.delete(masks.resolve("s0.png"));
        WRITER.write(new BufferedImage(5, 5, BufferedImage.TYPE_BYTE_GRAY), masks.resolve("s1.png"));
        VisionRun run = VisionRun.of("segment", "--segmenter", segmenter, "--pictures", pictures, "--masks", masks,
                "-o",
                root.resolve("report"));
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode(), run.err());
        assertTrue(run.err().contains("left out, 1 without a mask in " + masks + ": s0"), run.err());
        assertTrue(run.err().contains("s1.png"), run.err());
        assertEquals(1, Report.of(root.resolve("report/segment.json")).members().get("samples"));
    }
}
