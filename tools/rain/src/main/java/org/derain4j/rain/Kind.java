package org.derain4j.rain;

import java.util.ArrayList;
import java.util.List;

/**
 * A kind of weather, as the ranges' file has it, without what concerns the trainer's scenes alone.
 *
 * @param overall the strength of all layers together
 * @param most    the mean that the rain of a picture may have: beyond, all of it is made fainter
 * @param wind    degrees from the vertical at which all layers fall, about; null: each falls as it likes
 * @param sky     light of a drop by day, of the scene's own
 * @param dark    the scene's light at night, of its own
 * @param lamps   light of a drop at night
 * @param patchy  how unevenly the lamps shine
 */
record Kind(String about, Light light, Entry overall, double most, List<Layers> layers, Entry wind, Entry sky,
        Entry dark,
        Entry lamps, Entry patchy, Haze haze) {

    /** How rain meets the scene. */
    enum Light {
        /** No rain. */
        NONE,
        /** Grey, added to the samples and clipped. */
        ADDED,
        /** In linear light, toward the light of the scene. */
        SCENE,
        /** In linear light, lit by lamps at night. */
        LAMPS
    }

    /** Some layers of one sort: their families, how many there are, how strong each is. */
    record Layers(Entry.Share family, Entry count, Entry strength) {}

    /** Haze, in both pictures of a scene: how often, how much at the top, how much of that is gone at the bottom. */
    record Haze(double chance, Entry share, Entry ramp) {}

    private static final double MOST = 0.45;

    static Kind read(Section s, List<String> families) {
        List<Layers> layers = new ArrayList<>();
        for (Section one : s.sections("layers")) {
            layers.add(new Layers(one.share("family"), one.entry("count"), one.entry("strength")));
            one.end();
            for (String family : layers.getLast().family().shares().keySet()) {
                if (!families.contains(family)) {
                    throw new IllegalArgumentException("rain.json: there is no family \"" + family + '"');
                }
            }
        }
        Haze haze = null;
        if (s.has("haze")) {
            Section h = s.section("haze");
            haze = new Haze(h.number("chance"), h.entry("share"), h.entry("ramp"));
            h.end();
        }
        Kind kind = new Kind(s.text("about"), light(s.text("light")), s.entry("all", 1),
                s.has("most") ? s.number("most") : MOST, List.copyOf(layers), s.has("wind") ? s.entry("wind") : null,
                s.entry("sky", 1), s.entry("dark", 1), s.entry("lamps", 0), s.entry("patchy", 0), haze);
        s.skip("drawn", "grey", "camera");
        s.end();
        return kind;
    }

    private static Light light(String name) {
        for (Light light : Light.values()) {
            if (light.name().toLowerCase(java.util.Locale.ROOT).equals(name)) {
                return light;
            }
        }
        throw new IllegalArgumentException("rain.json: no rain meets a scene by the light \"" + name + '"');
    }
}
