package org.derain4j.vision.page;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Colours of classes: those that a set of street scenes is known by, where most names are its own, else VOC's for any number of classes. */
final class ClassColours {

    private static final Map<String, Integer> CITYSCAPES = colours("""
            road 804080
            sidewalk f423e8
            building 464646
            wall 66669c
            fence be9999
            pole 999999
            traffic light faaa1e
            traffic sign dcdc00
            vegetation 6b8e23
            terrain 98fb98
            sky 4682b4
            person dc143c
            rider ff0000
            car 00008e
            truck 000046
            bus 003c64
            train 005064
            motorcycle 0000e6
            bicycle 770b20
            """);

    /** The eleven classes that SegNet is trained on; names differ from copy to copy. */
    private static final Map<String, Integer> CAMVID = colours("""
            sky 808080
            building 800000
            pole c0c080
            column pole c0c080
            road 804080
            pavement 3c28de
            sidewalk 3c28de
            tree 808000
            sign c08080
            sign symbol c08080
            signsymbol c08080
            fence 404080
            car 400080
            pedestrian 404000
            bicyclist 0080c0
            """);

    private ClassColours() {}

    private static Map<String, Integer> colours(String lines) {
        Map<String, Integer> colours = new HashMap<>();
        lines.lines().forEach(line -> colours.put(line.substring(0, line.lastIndexOf(' ')),
                Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1), 16)));
        return colours;
    }

    /** Of all classes, {@code 0xRRGGBB} each. */
    static int[] of(List<String> names) {
        List<String> words = names.stream().map(name -> name.toLowerCase(Locale.ROOT).replaceAll("[_-]+", " ").strip())
                .toList();
        Map<String, Integer> known = known(words, CAMVID) > known(words, CITYSCAPES) ? CAMVID : CITYSCAPES;
        boolean isStreet = 2 * known(words, known) > words.size();
        Set<Integer> taken = new HashSet<>(isStreet ? known.values() : List.of());
        int[] colours = new int[words.size()];
        for (int i = 0; i < colours.length; i++) {
            Integer its = isStreet ? known.get(words.get(i)) : null;
            int index = i;
            while (its == null) {
                its = taken.add(voc(index)) ? voc(index) : null;
                index++;
            }
            colours[i] = its;
        }
        return colours;
    }

    private static long known(List<String> words, Map<String, Integer> colours) {
        return words.stream().filter(colours::containsKey).count();
    }

    /** The bits of the index, the lowest ones where they tell most: neighbours are far apart. */
    private static int voc(int index) {
        int rgb = 0;
        for (int bit = 0; bit < 8; bit++) {
            int three = index >> 3 * bit;
            int place = 7 - bit;
            rgb |= (three & 1) << 16 + place | (three >> 1 & 1) << 8 + place | (three >> 2 & 1) << place;
        }
        return rgb;
    }
}
