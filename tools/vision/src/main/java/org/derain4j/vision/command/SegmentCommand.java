package org.derain4j.vision.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.vision.labels.ClassMask;
import org.derain4j.vision.labels.ClassMatching;
import org.derain4j.vision.labels.MaskFiles;
import org.derain4j.vision.models.ModelFiles;
import org.derain4j.vision.models.RunOptions;
import org.derain4j.vision.models.Segmenter;
import org.derain4j.vision.page.Overlays;
import org.derain4j.vision.study.SegmentTask;
import org.derain4j.vision.study.StudyPictures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code derain vision segment}: masks. */
@Command(name = "segment", mixinStandardHelpOptions = true, usageHelpWidth = 100, sortOptions = false,
        description = {
            "How well a segmenter names the pixels of labelled pictures: as they are, in the rain, and derained by each model or "
                    + "in finished results; with intervals, and where deraining harms.",
            "A picture that lacks a mask or a partner is told and left out. "
                    + "-m may be given several times: models stand side by side."})
public final class SegmentCommand implements Callable<Integer> {

    @Option(names = "--segmenter", paramLabel = "FILE.onnx", required = true,
            description = "The segmenter; docs/vision-models.md tells which conventions are understood.")
    private Path model;

    @Option(names = "--masks", paramLabel = "DIR", required = true,
            description = "The masks: PNG of indices, CamVid's or Cityscapes' (docs/vision-labels.md).")
    private Path masked;

    @Mixin
    private StudyOptions options;

    @ParentCommand
    private VisionCommand vision;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ErrorLines errors = vision.errors();
        StudyWork work = new StudyWork("segment", options, errors, spec.commandLine().getOut());
        try (Segmenter segmenter = ModelFiles.segmenter(model, new RunOptions(options.engine.threads(), options.gpu))) {
            Inputs inputs = work.inputs();
            MaskFiles masks = MaskFiles.open(masked, inputs.pictures().keySet());
            inputs.keep(masks.byPicture()::containsKey, "mask in " + masked);
            ClassMatching classes = ClassMatching.of(segmenter.classes(), masks.classes(), masks.classCount(),
                    segmenter.classMap());
            classes.notes().forEach(note -> errors.print("note: " + note));
            SegmentTask task = new SegmentTask(segmenter, masks::read, classes, about(segmenter, masks, classes));
            return work.run(task, look -> Overlays.mask(mask(task, look.picture()), task.classes()));
        }
    }

    /** Only pictures that are shown are looked at again: masks are large. */
    private static ClassMask mask(SegmentTask task, Path picture) {
        try {
            return task.mask(StudyPictures.read(picture));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> about(Segmenter segmenter, MaskFiles masks, ClassMatching classes) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("segmenter", segmenter.describe());
        about.put("masks", masked);
        about.put("format", masks.format().toString());
        about.put("classes", classes.names());
        about.put("notes", classes.notes());
        return about;
    }
}
