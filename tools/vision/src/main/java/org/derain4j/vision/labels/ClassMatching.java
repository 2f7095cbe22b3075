package org.derain4j.vision.labels;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.derain4j.cli.common.Failure;

/**
 * Which class of a model is which class of the labels. The classes that both know are evaluated, and numbered from 0 in the labels' order.
 *
 * <p>Classes are the same if their names are, but for case, spaces, hyphens and underscores, or if both names are known to mean the same
 * (motorbike and motorcycle). What a map says goes before that; by a map several classes of a model can be one of the labels. Where the model or the
 * labels have no names, the numbers are taken for the same, if there can be as many.
 *
 * <p>Of detections: those of classes that the labels do not know are left out, so are labels of classes that the model cannot find; both are told.
 * Of masks: every class that is not evaluated, on either side, becomes <em>other</em>, number {@link #other}. It is no class of the means, but
 * pixels of it count: where an evaluated class is predicted on <em>other</em>, or <em>other</em> on an evaluated class, the prediction is wrong.
 * So a model that knows the road alone is judged by all pixels that are no road, too.
 */
public final class ClassMatching {

    /** For {@link #ofModel} and {@link #ofLabel}: a class that is not evaluated. */
    public static final int NONE = -1;

    private static final int MOST_TOLD = 12;

    private final List<String> names;
    private final int[] ofModel;
    private final int[] ofLabel;
    private final List<String> notes = new ArrayList<>();

    private ClassMatching(List<String> names, int[] ofModel, int[] ofLabel) {
        this.names = List.copyOf(names);
        this.ofModel = ofModel;
        this.ofLabel = ofLabel;
    }

    /**
     * Matches a detector's classes, or a segmenter's.
     *
     * @param model      names of the model's classes; empty if it has none
     * @param labels     names of the labels' classes; empty if they have none
     * @param labelCount how many classes the labels have
     * @param map        names of the labels' classes by those of the model's, or by their numbers; an empty name for a class that has no partner
     * @return what belongs together
     * @throws Failure if nothing does, or the map names classes that the model has not
     */
    public static ClassMatching of(List<String> model, List<String> labels, int labelCount, Map<String, String> map) {
        boolean named = !labels.isEmpty() && !model.isEmpty() || !map.isEmpty();
        return named ? byName(model, labels, labelCount, map) : byNumber(model, labels, labelCount);
    }

    private static ClassMatching byNumber(List<String> model, List<String> labels, int labelCount) {
        if (!model.isEmpty() && labelCount > model.size()) {
            throw Failure
                    .usage(("the labels have %d classes without names, the model has %d; put a classes.txt beside the"
                            + " labels, one name a line.").formatted(labelCount, model.size()));
        }
        List<String> names = !labels.isEmpty()
                ? labels
                : !model.isEmpty()
                        ? model.subList(0, labelCount)
                        : IntStream.range(0, labelCount).mapToObj(i -> "class " + i).toList();
        int[] same = IntStream.range(0, labelCount).toArray();
        ClassMatching matching = new ClassMatching(names, same, same);
        matching.notes.add("classes are matched by their numbers, as %s without names.".formatted(
                !model.isEmpty() ? "the labels are" : !labels.isEmpty() ? "the model is" : "both are"));
        return matching;
    }

    private static ClassMatching byName(List<String> model, List<String> labels, int labelCount,
            Map<String, String> map) {
        int modelCount = model.size();
        for (String key : map.keySet()) {
            modelCount = model.isEmpty() && number(key).isPresent()
                    ? Math.max(modelCount, number(key).get() + 1)
                    : modelCount;
        }
        Names modelNames = new Names("the model", model, modelCount);
        Names labelNames = new Names("the labels", labels, labelCount);
        int[] partner = new int[modelCount];
        for (int i = 0; i < modelCount; i++) {
            partner[i] = model.isEmpty() ? NONE : labelNames.find(model.get(i)).orElse(NONE);
        }
        Set<String> unknown = new HashSet<>();
        map.forEach((from, to) -> {
            int index = modelNames.find(from).orElseThrow(() -> Failure.usage(
                    "map.%s: the model has no such class; it has %s.".formatted(from, told(model))));
            partner[index] = to.isBlank() ? NONE : labelNames.find(to).orElse(NONE);
            if (!to.isBlank() && partner[index] == NONE) {
                unknown.add(to);
            }
        });
        return of(modelNames, labelNames, partner, unknown);
    }

    private static ClassMatching of(Names model, Names labels, int[] partner, Set<String> unknown) {
        boolean[] found = new boolean[labels.count];
        IntStream.of(partner).filter(label -> label != NONE).forEach(label -> found[label] = true);
        int[] ofLabel = new int[labels.count];
        List<String> names = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < labels.count; i++) {
            ofLabel[i] = found[i] ? names.size() : NONE;
            (found[i] ? names : missing).add(labels.name(i));
        }
        if (names.isEmpty()) {
            throw Failure
                    .usage(("no class of the model (%s) is one of the labels' (%s); say which is which in the model's"
                            + " .properties, as in map.CLASS=LABEL.").formatted(told(model.names), told(labels.names)));
        }
        int[] ofModel = IntStream.of(partner).map(label -> label == NONE ? NONE : ofLabel[label]).toArray();
        ClassMatching matching = new ClassMatching(names, ofModel, ofLabel);
        List<String> others = IntStream.range(0, partner.length).filter(i -> partner[i] == NONE)
                .mapToObj(model::name).toList();
        matching.tell(others, missing, unknown);
        return matching;
    }

    private void tell(List<String> others, List<String> missing, Set<String> unknown) {
        if (!missing.isEmpty()) {
            notes.add("the model does not know %d of the labels' classes, which are not evaluated: %s."
                    .formatted(missing.size(), told(missing)));
        }
        if (!others.isEmpty()) {
            notes.add("the labels do not know %d of the model's classes, which are not evaluated: %s."
                    .formatted(others.size(), told(others)));
        }
        if (!unknown.isEmpty()) {
            notes.add("the model's map names classes that the labels do not have: %s."
                    .formatted(told(unknown.stream().sorted().toList())));
        }
    }

    private static String told(List<String> names) {
        return names.isEmpty()
                ? "none with a name"
                : String.join(", ", names.subList(0, Math.min(names.size(), MOST_TOLD)))
                        + (names.size() > MOST_TOLD ? " and %d more".formatted(names.size() - MOST_TOLD) : "");
    }

    private static Optional<Integer> number(String text) {
        return text.matches("\\d{1,5}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    /** Names of the evaluated classes. */
    public List<String> names() {
        return names;
    }

    /** The evaluated class of a model's class, or {@link #NONE}. */
    public int ofModel(int index) {
        return index >= 0 && index < ofModel.length ? ofModel[index] : NONE;
    }

    /** The evaluated class of a class of the labels, or {@link #NONE}. */
    public int ofLabel(int index) {
        return index >= 0 && index < ofLabel.length ? ofLabel[index] : NONE;
    }

    /** Of masks, the number of all that is not evaluated: one more than the last evaluated class. */
    public int other() {
        return names.size();
    }

    /** What the user should know, a sentence each: which classes have no partner. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** The labels that are evaluated, by the evaluated classes' numbers. */
    public List<LabelledBox> truth(List<LabelledBox> labels) {
        return labels.stream().filter(box -> ofLabel(box.classIndex()) != NONE).map(box -> new LabelledBox(
                ofLabel(box.classIndex()), box.box(), box.area(), box.crowd(), box.ignored())).toList();
    }

    /** A mask of the labels by the evaluated classes' numbers and {@link #other}; what is ignored stays so. */
    public ClassMask truth(ClassMask mask) {
        return renumbered(mask, ofLabel);
    }

    /** A segmenter's mask likewise. */
    public ClassMask predicted(ClassMask mask) {
        return renumbered(mask, ofModel);
    }

    private ClassMask renumbered(ClassMask mask, int[] classes) {
        byte[] table = new byte[256];
        for (int i = 0; i < table.length; i++) {
            int index = i < classes.length ? classes[i] : NONE;
            table[i] = (byte) (i == ClassMask.IGNORED ? i : index == NONE ? other() : index);
        }
        byte[] renumbered = new byte[mask.classes().length];
        for (int i = 0; i < renumbered.length; i++) {
            renumbered[i] = table[mask.classes()[i] & 255];
        }
        return new ClassMask(mask.width(), mask.height(), renumbered);
    }

    /** Names of one side, looked up as they are, then by all names of a class, then as numbers. */
    private static final class Names {

        private final List<String> names;
        private final int count;
        private final Map<String, Integer> plain = new HashMap<>();
        private final Map<String, Integer> canonical = new HashMap<>();

        Names(String whose, List<String> names, int count) {
            this.names = names;
            this.count = count;
            for (int i = 0; i < names.size(); i++) {
                if (plain.putIfAbsent(ClassAliases.plain(names.get(i)), i) != null && whose.equals("the labels")) {
                    throw Failure.input("the labels have two classes '%s'; give each a name of its own.".formatted(
                            names.get(i)));
                }
                canonical.putIfAbsent(ClassAliases.canonical(names.get(i)), i);
            }
        }

        Optional<Integer> find(String name) {
            Integer index = plain.get(ClassAliases.plain(name));
            index = index == null ? canonical.get(ClassAliases.canonical(name)) : index;
            return index != null ? Optional.of(index) : number(name.strip()).filter(i -> i < count);
        }

        String name(int index) {
            return index < names.size() ? names.get(index) : "class " + index;
        }
    }
}
