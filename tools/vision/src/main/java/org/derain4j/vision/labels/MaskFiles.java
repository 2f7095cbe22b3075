package org.derain4j.vision.labels;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.eval.PictureSets;

/**
 * A folder of masks: PNGs whose numbers, or colours, are classes. What they are is told by a file beside them ({@code masks.properties} or
 * {@code classes.txt}), else by their names, else by what they hold. Of a palette the indices count, never its colours, but for those masks of CamVid
 * that are kept as colours; numbers are never converted. May be used by several threads at once.
 */
public final class MaskFiles {

    private static final Pattern CAMVID = Pattern.compile("(0001TP|0006R0|0016E5|Seq05VD)_f?\\d{5,6}(_L)?");
    private static final Pattern VOC = Pattern.compile("20\\d\\d_\\d{6}");
    /** SegNet's number for what does not count. */
    private static final int CAMVID_VOID = 11;
    /** Names of classes that do not count. */
    private static final Set<String> VOID = Set.of("void", "unlabelled", "unlabeled", "ignored", "ignore");

    private final MaskFormat format;
    private final Map<String, Path> byPicture;
    private final List<String> classes;
    private final int count;
    /** The class of each number or colour that may be there. */
    private final Map<Integer, Integer> meanings;

    private MaskFiles(MaskFormat format, Map<String, Path> byPicture, MaskSettings settings, List<String> names,
            int numbers) {
        this.format = format;
        this.byPicture = byPicture;
        meanings = new HashMap<>(switch (format) {
            case CITYSCAPES -> MaskClasses.cityscapesIds();
            case CAMVID_COLOURS -> MaskClasses.camvidColours();
            default -> Map.of();
        });
        if (meanings.isEmpty()) {
            List<String> counted = new ArrayList<>();
            int next = 0;
            for (int i = 0; i < numbers; i++) {
                boolean ignored = settings.ignored().contains(i)
                        || i < names.size() && VOID.contains(names.get(i).toLowerCase(Locale.ROOT));
                meanings.put(i, ignored ? ClassMask.IGNORED : next++);
                if (!ignored && !names.isEmpty()) {
                    counted.add(names.get(i));
                }
            }
            classes = List.copyOf(counted);
            count = next;
        } else {
            classes = names;
            count = names.size();
        }
        if (format == MaskFormat.CAMVID) {
            meanings.put(CAMVID_VOID, ClassMask.IGNORED);
        }
        if (format != MaskFormat.CAMVID_COLOURS) {
            meanings.put(ClassMask.IGNORED, ClassMask.IGNORED);
            settings.ignored().forEach(value -> meanings.put(value, ClassMask.IGNORED));
        }
    }

    /**
     * Looks at a folder of masks.
     *
     * @param folder   masks named like the pictures, or as Cityscapes and CamVid have them; also in folders within it
     * @param pictures names of pictures, without endings
     * @return those of the pictures that have any
     * @throws Failure if there are none, or what they are cannot be told
     */
    public static MaskFiles open(Path folder, Collection<String> pictures) {
        MaskNames.Found found = MaskNames.find(folder, pictures);
        MaskSettings settings = MaskSettings.near(folder);
        Collection<Path> masks = found.byPicture().values();
        MaskFormat format = settings.format().orElseGet(() -> switch (found.names()) {
            case LABEL_IDS -> MaskFormat.CITYSCAPES;
            case TRAIN_IDS -> MaskFormat.CITYSCAPES_TRAIN;
            case CAMVID_COLOURS -> MaskFormat.CAMVID_COLOURS;
            case PLAIN -> settings.names().isEmpty() ? guess(masks) : MaskFormat.INDEX;
        });
        List<String> names = format == MaskFormat.INDEX ? settings.names() : format.classes();
        int numbers = names.isEmpty() ? 1 + largest(masks, settings.ignored()) : names.size();
        if (names.isEmpty() && settings.ignored().stream().anyMatch(ignored -> ignored < numbers)) {
            throw Failure.input(folder + ": ignores a number among those of its classes; say classes=NAME,NAME,... in"
                    + " masks.properties, too, a name for each number from 0.");
        }
        if (numbers > ClassMask.IGNORED) {
            throw Failure.input("%s: has %d classes, and masks have 255 at most; leave some out.".formatted(folder,
                    numbers));
        }
        return new MaskFiles(format, found.byPicture(), settings, names, numbers);
    }

    /** By what is known of masks with such names, if their numbers agree. */
    private static MaskFormat guess(Collection<Path> masks) {
        Path first = masks.iterator().next();
        if (MaskSamples.stored(first).firstColour() >= 0 || allCalled(masks, CAMVID) && hasColoursOfCamvid(first)) {
            return MaskFormat.CAMVID_COLOURS;
        }
        if (allCalled(masks, CAMVID) && largest(masks, Set.of()) <= CAMVID_VOID) {
            return MaskFormat.CAMVID;
        }
        if (allCalled(masks, VOC) && largest(masks, Set.of()) < MaskClasses.VOC.size()) {
            return MaskFormat.VOC;
        }
        return MaskFormat.INDEX;
    }

    private static boolean allCalled(Collection<Path> masks, Pattern names) {
        return masks.stream().allMatch(mask -> names.matcher(PictureSets.name(mask)).matches());
    }

    /** Those of a palette, as somebody may have stored them to save room. */
    private static boolean hasColoursOfCamvid(Path mask) {
        MaskSamples shown = MaskSamples.shown(mask);
        Set<Integer> colours = MaskClasses.camvidColours().keySet();
        for (int i = 0; i < shown.values().length; i++) {
            if (!colours.contains(shown.colour(i))) {
                return false;
            }
        }
        return shown.firstColour() >= 0;
    }

    private static int largest(Collection<Path> masks, Set<Integer> ignored) {
        Set<Integer> skipped = new HashSet<>(ignored);
        skipped.add(ClassMask.IGNORED);
        int largest = 0;
        for (Path mask : masks) {
            MaskSamples samples = numbers(mask);
            for (int i = 0; i < samples.values().length; i++) {
                int number = samples.number(i);
                if (number > largest && !skipped.contains(number)) {
                    largest = number;
                }
            }
        }
        return largest;
    }

    private static MaskSamples numbers(Path mask) {
        MaskSamples samples = MaskSamples.stored(mask);
        int colour = samples.firstColour();
        if (colour >= 0) {
            throw Failure.input(("%s: the colour #%06X is no number of a class; give masks of indices, or say"
                    + " format=camvid-colours in masks.properties.").formatted(samples.where(colour),
                            samples.colour(colour)));
        }
        return samples;
    }

    /** How they are kept. */
    public MaskFormat format() {
        return format;
    }

    /** Names of classes in the order of their indices in {@link #read}; empty where masks know numbers alone. */
    public List<String> classes() {
        return classes;
    }

    /** How many classes there are; where nothing says it, one more than the largest number in the masks. */
    public int classCount() {
        return count;
    }

    /** Masks by the names of their pictures. */
    public Map<String, Path> byPicture() {
        return byPicture;
    }

    /**
     * Reads a picture's mask.
     *
     * @param picture a name of {@link #byPicture}
     * @param size    of the picture
     * @throws Failure if the mask cannot be read, has another size, or numbers that are no classes
     */
    public ClassMask read(String picture, Size size) {
        Path file = byPicture.get(picture);
        ClassMask mask = read(file);
        if (mask.width() != size.width() || mask.height() != size.height()) {
            throw Failure.input("%s: has %dx%d pixels, but its picture %s; give the pictures that were labelled."
                    .formatted(file, mask.width(), mask.height(), size));
        }
        return mask;
    }

    /**
     * Reads a mask of such a folder.
     *
     * @param file a PNG
     * @throws Failure if it cannot be read, or has numbers that are no classes
     */
    public ClassMask read(Path file) {
        boolean colours = format == MaskFormat.CAMVID_COLOURS;
        MaskSamples samples = colours ? MaskSamples.shown(file) : numbers(file);
        byte[] indices = new byte[samples.values().length];
        int last = -1;
        byte index = 0;
        for (int i = 0; i < indices.length; i++) {
            int value = colours ? samples.colour(i) : samples.number(i);
            if (value != last) {
                Integer meaning = meanings.get(value);
                if (meaning == null) {
                    throw unknown(samples, i, value);
                }
                last = value;
                index = meaning.byteValue();
            }
            indices[i] = index;
        }
        return new ClassMask(samples.width(), samples.height(), indices);
    }

    private Failure unknown(MaskSamples samples, int i, int value) {
        return Failure.input(format == MaskFormat.CAMVID_COLOURS
                ? "%s: the colour #%06X is none of CamVid's; give masks of indices or CamVid's own."
                        .formatted(samples.where(i), value)
                : "%s: the number %d is none of %s with %d classes; say what they are in masks.properties, or ignored=%d."
                        .formatted(samples.where(i), value, format, count, value));
    }
}
