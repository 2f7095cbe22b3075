package org.derain4j.rain;

/** A family of rain: what the drops of one layer have in common. The names are those of the ranges' file. */
sealed interface Family {

    /** Degrees from the vertical at which a layer falls. */
    Entry angle();

    /** Streaks drawn one by one. */
    record Streaks(Entry size, Entry angle, Entry fan, Entry jitter, Entry density, Entry gusts, Entry groups,
            Entry length,
            Entry lengthSpread, Entry width, Entry widthSpread, Entry depth, Entry falloff, double faintest, Entry edge,
            Entry taper, Entry beads, Entry breaks) implements Family {}

    /** Columns of one pixel and one brightness that step sideways as they fall. */
    record Flat(Entry angle, Entry covered, double even, Entry parts, Entry length, Entry brightness, double doubled,
            double blurChance, Entry blur) implements Family {}

    /** Drops out of focus. */
    record Discs(Entry size, Entry angle, Entry density, Entry radius, Entry radiusSpread, Entry fall, Entry soft,
            Entry rim,
            Entry falloff, double faintest) implements Family {}

    static Family read(Section s) {
        String shape = s.text("shape");
        s.skip("about");
        Family family = switch (shape) {
            case "streaks" -> new Streaks(s.entry("size"), s.entry("angle"), s.entry("fan"), s.entry("jitter"),
                    s.entry("density"), s.entry("gusts"), s.entry("groups"), s.entry("length"),
                    s.entry("length_spread"),
                    s.entry("width"), s.entry("width_spread"), s.entry("depth"), s.entry("falloff"),
                    s.number("faintest"),
                    s.entry("edge"), s.entry("taper"), s.entry("beads"), s.entry("breaks"));
            case "flat" -> {
                Section blur = s.section("blur");
                Flat flat = new Flat(s.entry("angle"), s.entry("covered"), s.number("even"), s.entry("parts"),
                        s.entry("length"), s.entry("brightness"), s.number("doubled"), blur.number("chance"),
                        blur.entry("width"));
                blur.end();
                yield flat;
            }
            case "discs" -> new Discs(s.entry("size"), s.entry("angle"), s.entry("density"), s.entry("radius"),
                    s.entry("radius_spread"), s.entry("fall"), s.entry("soft"), s.entry("rim"), s.entry("falloff"),
                    s.number("faintest"));
            default -> throw new IllegalArgumentException("rain.json: no family has the shape \"" + shape + '"');
        };
        s.end();
        return family;
    }
}
