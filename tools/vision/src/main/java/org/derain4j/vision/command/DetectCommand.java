package org.derain4j.vision.command;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.Failure;
import org.derain4j.vision.labels.BoxLabels;
import org.derain4j.vision.labels.ClassMatching;
import org.derain4j.vision.labels.LabelFiles;
import org.derain4j.vision.labels.Size;
import org.derain4j.vision.models.Detector;
import org.derain4j.vision.models.ModelFiles;
import org.derain4j.vision.models.RunOptions;
import org.derain4j.vision.page.Overlays;
import org.derain4j.vision.study.DetectTask;
import org.derain4j.vision.study.StudyPictures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code derain vision detect}: boxes. */
@Command(name = "detect", mixinStandardHelpOptions = true, usageHelpWidth = 100, sortOptions = false,
        description = {
            "How well a detector finds what is labelled: on pictures as they are, in the rain, and derained by each model or "
                    + "in finished results; with intervals, and where deraining harms.",
            "Average precision is COCO's. A picture that lacks a label or a partner is told and left out. "
                    + "-m may be given several times: models stand side by side."})
public final class DetectCommand implements Callable<Integer> {

    @Option(names = "--detector", paramLabel = "FILE.onnx", required = true,
            description = "The detector; docs/vision-models.md tells which conventions are understood.")
    private Path model;

    @Option(names = "--labels", paramLabel = "PATH", required = true,
            description = "The boxes: a folder of YOLO text or Pascal VOC XML, or COCO's JSON (docs/vision-labels.md).")
    private Path labelled;

    @Option(names = "--at-score", paramLabel = "0..1", defaultValue = "0.3",
            description = "From which score on a detection counts in precision, recall, IoU and F1. Default: 0.3.")
    private double atScore;

    @Mixin
    private StudyOptions options;

    @ParentCommand
    private VisionCommand vision;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!(atScore >= 0 && atScore <= 1)) {
            throw Failure.usage("--at-score is " + atScore + "; give 0 to 1.");
        }
        ErrorLines errors = vision.errors();
        StudyWork work = new StudyWork("detect", options, errors, spec.commandLine().getOut());
        try (Detector detector = ModelFiles.detector(model, new RunOptions(options.engine.threads(), options.gpu))) {
            Inputs inputs = work.inputs();
            Map<String, Size> sizes = sizes(work);
            BoxLabels labels = LabelFiles.read(labelled, sizes.keySet(), sizes::get,
                    note -> errors.print("note: " + note));
            inputs.keep(labels.byPicture()::containsKey, "label in " + labelled);
            ClassMatching classes = ClassMatching.of(detector.classes(), labels.classes(), labels.classCount(),
                    detector.classMap());
            classes.notes().forEach(note -> errors.print("note: " + note));
            DetectTask task = new DetectTask(detector, labels, classes, atScore, about(detector, classes));
            return work.run(task, look -> Overlays.boxes(task.matches(look.seen()), task.classes()));
        }
    }

    private Map<String, Object> about(Detector detector, ClassMatching classes) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("detector", detector.describe());
        about.put("labels", labelled);
        about.put("classes", classes.names());
        about.put("notes", classes.notes());
        about.put("atScore", atScore);
        return about;
    }

    /** Labels may be relative to them. */
    private static Map<String, Size> sizes(StudyWork work) {
        Map<String, Size> sizes = new LinkedHashMap<>();
        Map.copyOf(work.inputs().pictures()).entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            try {
                BufferedImage picture = StudyPictures.read(entry.getValue());
                sizes.put(entry.getKey(), new Size(picture.getWidth(), picture.getHeight()));
            } catch (IOException e) {
                work.unreadable(entry.getKey(), e);
            }
        });
        return sizes;
    }
}
