package org.derain4j.vision.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.derain4j.vision.labels.Box;
import org.derain4j.vision.labels.ClassMask;
import org.derain4j.vision.labels.LabelledBox;
import org.derain4j.vision.metrics.DetectionMetrics;
import org.derain4j.vision.metrics.PictureDetections;
import org.derain4j.vision.models.Detection;
import org.derain4j.web.page.Overlay;
import org.junit.jupiter.api.Test;

/** What is drawn of what was found. */
class OverlaysTest {

    @Test
    void boxesAreRightWrongOrMissed() {
        Box car = new Box(10, 20, 30, 40);
        Box person = new Box(60, 20, 10, 30);
        Box crowd = new Box(0, 80, 100, 20);
        PictureDetections picture = new PictureDetections(
                List.of(LabelledBox.of(1, car), LabelledBox.of(0, person),
                        new LabelledBox(0, crowd, crowd.area(), true, false)),
                List.of(new Detection(1, 0.875, car), new Detection(0, 0.5, new Box(0, 0, 5, 5)),
                        new Detection(0, 0.5, new Box(5, 85, 10, 10)), new Detection(0, 0.25, person)));
        Overlay overlay = Overlays.boxes(DetectionMetrics.of(List.of(picture), 2, 0.3).matches(0), List.of("person"));
        assertEquals(List.of(new Overlay.Box(10, 20, 30, 40, "class 1 0.88", Overlay.Kind.RIGHT),
                new Overlay.Box(0, 0, 5, 5, "person 0.50", Overlay.Kind.WRONG),
                new Overlay.Box(60, 20, 10, 30, "person", Overlay.Kind.MISSED)), overlay.boxes());
    }

    @Test
    void masksHaveNamesForAllTheirClassesAndKeepWhatIsIgnored() {
        ClassMask mask = new ClassMask(3, 1, new byte[]{0, 2, (byte) ClassMask.IGNORED});
        Overlay.Mask drawn = Overlays.mask(mask, List.of("road", "sky")).mask().orElseThrow();
        assertEquals(List.of("road", "sky", "class 2"), drawn.classes().stream().map(Overlay.MaskClass::name).toList());
        assertEquals(Overlay.Mask.OPEN, drawn.indices()[2] & 255);
    }

    private static String hex(int... colours) {
        return Arrays.stream(colours).mapToObj("%06x"::formatted).collect(Collectors.joining(" "));
    }

    @Test
    void streetsHaveTheColoursThatTheyAreKnownBy() {
        assertEquals("808080 800000 804080 3c28de 400080 404000 0080c0",
                hex(ClassColours.of(List.of("Sky", "building", "road", "Pavement", "car", "pedestrian", "bicyclist"))));
        assertEquals("804080 f423e8 faaa1e 4682b4 dc143c 00008e",
                hex(ClassColours.of(List.of("road", "sidewalk", "traffic_light", "sky", "Person", "car"))));
    }

    @Test
    void othersHaveVocs() {
        assertEquals("000000 800000 008000 808000 000080 800080 008080 808080 400000",
                hex(ClassColours.of(IntStream.range(0, 9).mapToObj(i -> "thing " + i).toList())));
    }

    @Test
    void noTwoClassesHaveOneColour() {
        List<String> names = List.of("sky", "building", "pole", "road", "road marking", "pavement", "tree", "sign",
                "fence", "car", "pedestrian", "bicyclist", "void", "another");
        assertEquals(names.size(), Arrays.stream(ClassColours.of(names)).distinct().count());
        List<String> many = IntStream.range(0, 255).mapToObj(Integer::toString).toList();
        assertEquals(255, Arrays.stream(ClassColours.of(many)).distinct().count());
    }
}
