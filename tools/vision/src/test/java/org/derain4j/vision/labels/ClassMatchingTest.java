package org.derain4j.vision.labels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.derain4j.cli.common.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassMatchingTest {

    private static final int NONE = ClassMatching.NONE;

    private static ClassMatching of(List<String> model, List<String> labels, Map<String, String> map) {
        return ClassMatching.of(model, labels, labels.size(), map);
    }

    private static int[] ofModel(ClassMatching matching, int count) {
        return IntStream.range(0, count).map(matching::ofModel).toArray();
    }

    private static int[] ofLabel(ClassMatching matching, int count) {
        return IntStream.range(0, count).map(matching::ofLabel).toArray();
    }

    @ParameterizedTest
    @CsvSource({"motorbike, motorcycle", "aeroplane, airplane", "sofa, couch", "tvmonitor, tv",
        "diningtable, dining table",
        "pottedplant, potted plant", "Traffic_Light, traffic light", "hot-dog, HotDog", "bike, bicycle",
        "cyclist, bicyclist", "SignSymbol, sign", "Column_Pole, pole", "side walk, pavement", "Ｃａｒ, car",
        "licence plate, license-plate"})
    void twoNamesOfAClassAreOne(String one, String other) {
        assertEquals(0, of(List.of(one), List.of(other), Map.of()).ofModel(0));
        assertEquals(0, of(List.of(other), List.of(one), Map.of()).ofModel(0));
    }

    @ParameterizedTest
    @CsvSource({"bicycle, bicyclist", "bike, cyclist", "cycle, bicyclist", "person, pedestrian", "rider, bicyclist",
        "truck, bus", "sign, stop sign", "traffic sign, sign", "plant, potted plant", "tree, vegetation"})
    void classesThatAreLikeEachOtherAreNotOne(String one, String other) {
        String sentence = assertThrows(Failure.class,
                () -> of(List.of(one), List.of(other), Map.of())).getMessage();

        assertEquals(
                "no class of the model (%s) is one of the labels' (%s); say which is which in the model's .properties,"
                        .formatted(one, other) + " as in map.CLASS=LABEL.",
                sentence);
    }

    @Test
    void allTwentyOfVocAreAmongCocos() {
        ClassMatching matching = of(CocoClasses.names(), VocLabels.THINGS, Map.of());

        assertEquals(VocLabels.THINGS, matching.names());
        assertEquals(3, CocoClasses.names().indexOf("motorcycle"));
        assertEquals(VocLabels.THINGS.indexOf("motorbike"), matching.ofModel(3));
        assertEquals(NONE, matching.ofModel(CocoClasses.names().indexOf("zebra")));
        assertEquals(1, matching.notes().size());
        assertTrue(matching.notes().getFirst().startsWith("the labels do not know 60 of the model's classes"),
                matching.notes().getFirst());
    }

    @Test
    void whatBothKnowIsNumberedInTheLabelsOrder() {
        ClassMatching matching = of(List.of("car", "zebra", "person"), List.of("Person", "kite", "Car", "kerb"),
                Map.of());

        assertEquals(List.of("Person", "Car"), matching.names());
        assertArrayEquals(new int[]{1, NONE, 0}, ofModel(matching, 3));
        assertArrayEquals(new int[]{0, NONE, 1, NONE}, ofLabel(matching, 4));
        assertEquals(NONE, matching.ofModel(3));
        assertEquals(NONE, matching.ofModel(-1));
        assertEquals(List.of("the model does not know 2 of the labels' classes, which are not evaluated: kite, kerb.",
                "the labels do not know 1 of the model's classes, which are not evaluated: zebra."), matching.notes());
    }

    @Test
    void boxesOfClassesThatTheModelCannotFindAreLeftOut() {
        ClassMatching matching = of(List.of("car"), List.of("kite", "car"), Map.of());
        Box box = new Box(1, 2, 3, 4);

        assertEquals(List.of(new LabelledBox(0, box, 7, true, false)), matching.truth(List.of(LabelledBox.of(0, box),
                new LabelledBox(1, box, 7, true, false))));
    }

    @Test
    void anExactNameGoesBeforeAnotherNameOfTheClass() {
        ClassMatching matching = of(List.of("motorbike", "motorcycle"), List.of("motorcycle", "motorbike"), Map.of());

        assertArrayEquals(new int[]{1, 0}, ofModel(matching, 2));
    }

    @Test
    void aMapMakesSeveralClassesOne() {
        ClassMatching matching = of(List.of("background", "road", "curb", "mark", "car"), List.of("sky", "road",
                "pavement", "car"), Map.of("mark", "Road", "curb", "sidewalk", "car", "", "background", "void"));

        assertEquals(List.of("road", "pavement"), matching.names());
        assertArrayEquals(new int[]{NONE, 0, 1, 0, NONE}, ofModel(matching, 5));
        assertArrayEquals(new int[]{NONE, 0, 1, NONE}, ofLabel(matching, 4));
        assertEquals(3, matching.notes().size());
        assertEquals("the model's map names classes that the labels do not have: void.", matching.notes().get(2));
    }

    @Test
    void aMapMayNameNumbers() {
        assertArrayEquals(new int[]{NONE, 0, NONE, 1}, ofModel(ClassMatching.of(List.of(), List.of("road", "sky"), 2,
                Map.of("1", "road", "3", "sky")), 4));
        assertArrayEquals(new int[]{1, 0}, ofModel(ClassMatching.of(List.of("road", "sky"), List.of(), 8, Map.of(
                "road", "7", "sky", "2")), 2));
    }

    @Test
    void aMapOfClassesThatTheModelHasNotIsRefused() {
        LabelFolder.assertRefused("map.rode: the model has no such class; it has road, sky.",
                () -> of(List.of("road", "sky"), List.of("road"), Map.of("rode", "road")));
    }

    @Test
    void withoutNamesNumbersAreTheSame() {
        ClassMatching both = ClassMatching.of(List.of(), List.of(), 3, Map.of());
        assertArrayEquals(new int[]{0, 1, 2, NONE}, ofModel(both, 4));
        assertEquals(List.of("class 0", "class 1", "class 2"), both.names());
        assertEquals(1, both.notes().size());

        ClassMatching named = ClassMatching.of(List.of("a", "b", "c", "d"), List.of(), 3, Map.of());
        assertArrayEquals(new int[]{0, 1, 2, NONE}, ofModel(named, 4));
        assertEquals(List.of("a", "b", "c"), named.names());
        assertEquals(List.of("classes are matched by their numbers, as the labels are without names."), named.notes());

        ClassMatching model = ClassMatching.of(List.of(), List.of("a", "b"), 2, Map.of());
        assertArrayEquals(new int[]{0, 1, NONE}, ofModel(model, 3));
        assertEquals(List.of("a", "b"), model.names());
    }

    @Test
    void moreNumbersThanTheModelHasClassesAreRefused() {
        LabelFolder.assertRefused("the labels have 5 classes without names, the model has 2; ",
                () -> ClassMatching.of(List.of("a", "b"), List.of(), 5, Map.of()));
    }

    @Test
    void twoLabelsOfOneNameAreRefused() {
        LabelFolder.assertRefused("the labels have two classes 'Hot Dog'; ",
                () -> of(List.of("hotdog"), List.of("hot_dog", "Hot Dog"), Map.of()));
    }

    /**
     * By hand: the model knows road (twice) and sky, and calls all else background. Truth: road, pavement, sky, nothing, road; found: mark, road,
     * background, road, sky. So road is found rightly once, wrongly on pavement, and missed once: its IoU is 1/3. Sky is found wrongly
     * once and missed once: 0. The pixel without a class counts nowhere.
     */
    @Test
    void whatIsNotEvaluatedIsAnotherClassWhereOthersAreWrong() {
        ClassMatching matching = of(List.of("background", "road", "mark", "sky"), List.of("sky", "road", "pavement"),
                Map.of(
                        "mark", "road"));
        ClassMask truth = matching.truth(new ClassMask(5, 1, new byte[]{1, 2, 0, (byte) ClassMask.IGNORED, 1}));
        ClassMask found = matching.predicted(new ClassMask(5, 1, new byte[]{2, 1, 0, 1, 3}));

        assertEquals(2, matching.other());
        assertArrayEquals(new int[]{1, 2, 0, 255, 1}, MaskFolder.classes(truth));
        assertArrayEquals(new int[]{1, 1, 2, 1, 0}, MaskFolder.classes(found));
        assertEquals(1 / 3., iou(truth, found, 1));
        assertEquals(0, iou(truth, found, 0));
    }

    private static double iou(ClassMask truth, ClassMask found, int index) {
        int both = 0;
        int any = 0;
        for (int x = 0; x < truth.width(); x++) {
            if (truth.at(x, 0) != ClassMask.IGNORED) {
                both += truth.at(x, 0) == index && found.at(x, 0) == index ? 1 : 0;
                any += truth.at(x, 0) == index || found.at(x, 0) == index ? 1 : 0;
            }
        }
        return (double) both / any;
    }
}
