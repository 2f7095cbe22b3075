package org.derain4j.pictures.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a reading leaves out, gathered so that each reason is told once, however many chunks there are. */
public final class LeftOut {

    private static final int NAMED = 5;

    /** What users know by another name. */
    private static final Map<String, String> MEANINGS = Map.of("iCCP", "colour profile", "ICCP", "colour profile",
            "eXIf",
            "EXIF data", "pHYs", "resolution");

    private final Map<String, Integer> damaged = new LinkedHashMap<>();
    private final Map<String, Integer> unfit = new LinkedHashMap<>();
    private final List<String> others = new ArrayList<>();

    /** Nothing yet. */
    public LeftOut() {}

    /**
     * One more that makes no sense.
     *
     * @param chunk its name
     */
    public void damaged(String chunk) {
        String meaning = MEANINGS.get(chunk);
        damaged.merge(meaning == null ? chunk : chunk + " (the " + meaning + ")", 1, Integer::sum);
    }

    /**
     * One more that may say something of the pixels as they were.
     *
     * @param chunk its name
     */
    public void unfit(String chunk) {
        unfit.merge(chunk, 1, Integer::sum);
    }

    /**
     * Something else.
     *
     * @param sentence for the user
     */
    public void note(String sentence) {
        others.add(sentence);
    }

    /**
     * What was gathered.
     *
     * @return a sentence for each reason
     */
    public List<String> notes() {
        List<String> notes = new ArrayList<>(others);
        add(damaged, "damaged or misplaced, and left out", notes);
        add(unfit, "perhaps true of the old pixels alone, and left out", notes);
        return notes;
    }

    private static void add(Map<String, Integer> chunks, String what, List<String> notes) {
        if (chunks.isEmpty()) {
            return;
        }
        String names = chunks.entrySet().stream().limit(NAMED)
                .map(e -> e.getValue() == 1 ? e.getKey() : "%s (%d times)".formatted(e.getKey(), e.getValue()))
                .collect(Collectors.joining(", "));
        String more = chunks.size() > NAMED ? " and others" : "";
        boolean one = chunks.size() == 1 && chunks.values().iterator().next() == 1;
        notes.add("its chunk%s %s%s %s %s.".formatted(one ? "" : "s", names, more, one ? "is" : "are", what));
    }
}
