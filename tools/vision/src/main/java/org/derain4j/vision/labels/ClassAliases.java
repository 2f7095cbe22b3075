package org.derain4j.vision.labels;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Other names of the same classes, in COCO, VOC, BDD100K, KITTI, CamVid and Cityscapes. Only what means the same things is here: a
 * bicycle is no bicyclist, a pedestrian no rider, so persons are not pedestrians.
 */
final class ClassAliases {

    /** Without case, spaces, hyphens, underscores. */
    private static final List<List<String>> GROUPS = List.of(
            List.of("motorcycle", "motorbike", "motor"),
            List.of("bicycle", "bike", "pushbike"),
            List.of("bicyclist", "cyclist"),
            List.of("airplane", "aeroplane"),
            List.of("couch", "sofa"),
            List.of("tv", "tvmonitor", "television"),
            List.of("donut", "doughnut"),
            List.of("hairdrier", "hairdryer"),
            List.of("cellphone", "mobilephone"),
            List.of("sidewalk", "pavement"),
            List.of("pole", "columnpole"),
            List.of("sign", "signsymbol"),
            List.of("licenseplate", "licenceplate"));

    private static final Map<String, String> FIRST = new HashMap<>();

    static {
        GROUPS.forEach(group -> group.forEach(name -> FIRST.put(name, group.getFirst())));
    }

    private ClassAliases() {}

    /** A name without what is written in one way here and in another there. */
    static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).replaceAll("[\\s_\\-]+", "");
    }

    /** The one of all names of a class that stands for them. */
    static String canonical(String name) {
        String plain = plain(name);
        return FIRST.getOrDefault(plain, plain);
    }
}
