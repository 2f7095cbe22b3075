package org.derain4j.vision.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.derain4j.vision.labels.Box;
import org.derain4j.vision.labels.ClassMask;
import org.derain4j.vision.metrics.PictureMatches;
import org.derain4j.vision.models.Detection;
import org.derain4j.web.page.Overlay;

/** What a study knows of a picture, to be drawn over it. */
public final class Overlays {

    private Overlays() {}

    /**
     * Boxes around what was found right, found wrongly and missed; what does not count is left out.
     *
     * @param matches of the picture
     * @param classes their names; numbers where there are none
     */
    public static Overlay boxes(PictureMatches matches, List<String> classes) {
        List<Overlay.Box> boxes = new ArrayList<>();
        matches.right().forEach(match -> boxes.add(found(match.detection(), classes, Overlay.Kind.RIGHT)));
        matches.wrong().forEach(detection -> boxes.add(found(detection, classes, Overlay.Kind.WRONG)));
        matches.missed().forEach(missed -> boxes
                .add(box(missed.box(), name(missed.classIndex(), classes), Overlay.Kind.MISSED)));
        return Overlay.of(boxes);
    }

    private static Overlay.Box found(Detection detection, List<String> classes, Overlay.Kind kind) {
        return box(detection.box(), String.format(Locale.ROOT, "%s %.2f", name(detection.classIndex(), classes),
                detection.score()), kind);
    }

    private static Overlay.Box box(Box box, String label, Overlay.Kind kind) {
        return new Overlay.Box(box.x(), box.y(), box.width(), box.height(), label, kind);
    }

    /**
     * The classes of the pixels in colours; what is ignored shows the picture.
     *
     * @param mask    of the picture
     * @param classes their names; numbers where there are none
     */
    public static Overlay mask(ClassMask mask, List<String> classes) {
        int most = 0;
        for (byte index : mask.classes()) {
            most = (index & 255) == ClassMask.IGNORED ? most : Math.max(most, (index & 255) + 1);
        }
        List<String> names = IntStream.range(0, Math.max(most, classes.size())).mapToObj(i -> name(i, classes))
                .toList();
        int[] colours = ClassColours.of(names);
        return Overlay.of(new Overlay.Mask(mask.width(), mask.height(), mask.classes(), IntStream
                .range(0, names.size()).mapToObj(i -> new Overlay.MaskClass(names.get(i), colours[i])).toList()));
    }

    private static String name(int index, List<String> classes) {
        return index < classes.size() ? classes.get(index) : "class " + index;
    }
}
