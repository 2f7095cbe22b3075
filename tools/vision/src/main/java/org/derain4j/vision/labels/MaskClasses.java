package org.derain4j.vision.labels;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The classes of published sets of masks, and the numbers and colours that stand for them. */
final class MaskClasses {

    static final List<String> VOC = Stream.concat(Stream.of("background"), VocLabels.THINGS.stream()).toList();

    static final List<String> CAMVID = List.of("sky", "building", "pole", "road", "pavement", "tree", "sign", "fence",
            "car", "pedestrian", "bicyclist");

    static final List<String> CITYSCAPES = List.of("road", "sidewalk", "building", "wall", "fence", "pole",
            "traffic light", "traffic sign", "vegetation", "terrain", "sky", "person", "rider", "car", "truck", "bus",
            "train", "motorcycle", "bicycle");

    /** Cityscapes' ids, 0 to 33, of the classes above. */
    private static final List<Integer> CITYSCAPES_IDS = List.of(7, 8, 11, 12, 13, 17, 19, 20, 21, 22, 23, 24, 25, 26,
            27, 28, 31, 32, 33);
    private static final int CITYSCAPES_LAST_ID = 33;

    /** Colours of CamVid's 32 classes in the order of the 11 that SegNet gathers them into, and two of SegNet's own. */
    private static final List<List<Integer>> CAMVID_COLOURS = List.of(
            // Sky
            List.of(0x808080),
            // Archway, Bridge, Building, Tunnel, Wall
            List.of(0xC00080, 0x008040, 0x800000, 0x400040, 0x40C000),
            // Column_Pole, TrafficCone
            List.of(0xC0C080, 0x000040),
            // Road, LaneMkgsDriv, LaneMkgsNonDriv; SegNet's road marking
            List.of(0x804080, 0x8000C0, 0xC00040, 0xFF4500),
            // Sidewalk, ParkingBlock, RoadShoulder; SegNet's pavement
            List.of(0x0000C0, 0x40C080, 0x8080C0, 0x3C28DE),
            // Tree, VegetationMisc
            List.of(0x808000, 0xC0C000),
            // SignSymbol, Misc_Text, TrafficLight
            List.of(0xC08080, 0x808040, 0x004040),
            // Fence
            List.of(0x404080),
            // Car, SUVPickupTruck, Truck_Bus, Train, OtherMoving
            List.of(0x400080, 0x4080C0, 0xC080C0, 0xC04080, 0x804040),
            // Pedestrian, Child, CartLuggagePram, Animal
            List.of(0x404000, 0xC08040, 0x4000C0, 0x408040),
            // Bicyclist, MotorcycleScooter
            List.of(0x0080C0, 0xC000C0));
    private static final int CAMVID_VOID = 0x000000;

    private MaskClasses() {}

    /** The class of each of Cityscapes' ids. */
    static Map<Integer, Integer> cityscapesIds() {
        Map<Integer, Integer> classes = new HashMap<>();
        for (int id = 0; id <= CITYSCAPES_LAST_ID; id++) {
            int train = CITYSCAPES_IDS.indexOf(id);
            classes.put(id, train < 0 ? ClassMask.IGNORED : train);
        }
        return classes;
    }

    /** The class of each of CamVid's colours. */
    static Map<Integer, Integer> camvidColours() {
        Map<Integer, Integer> classes = new HashMap<>();
        classes.put(CAMVID_VOID, ClassMask.IGNORED);
        for (int i = 0; i < CAMVID_COLOURS.size(); i++) {
            for (int colour : CAMVID_COLOURS.get(i)) {
                classes.put(colour, i);
            }
        }
        return classes;
    }
}
