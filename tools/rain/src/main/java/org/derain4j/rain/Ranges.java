package org.derain4j.rain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.jr.ob.JSON;

/** Everything that rain is drawn from: {@code rain.json}, the file that the trainer reads, too. */
record Ranges(Map<String, Family> families, Map<String, Kind> kinds, CameraRanges camera, double tintChance,
        double tint) {

    private static final int VERSION = 1;

    /** Those of this release. */
    static final Ranges OWN = own();

    private static Ranges own() {
        try (InputStream in = Ranges.class.getResourceAsStream("rain.json")) {
            return of(JSON.std.mapFrom(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the file's objects say, in its order. Throws IllegalArgumentException with one sentence for what it does not know. */
    static Ranges of(Map<String, Object> file) {
        Section s = new Section("rain.json", file);
        double version = s.number("version");
        if (version != VERSION) {
            throw new IllegalArgumentException("rain.json is of version " + (version == Math.rint(version)
                    ? String.valueOf((long) version)
                    : String.valueOf(version)) + "; this version of Derain4J reads " + VERSION);
        }
        Map<String, Family> families = new LinkedHashMap<>();
        Section all = s.section("families");
        for (String name : all.names()) {
            families.put(name, Family.read(all.section(name)));
        }
        Map<String, Kind> kinds = new LinkedHashMap<>();
        Section weathers = s.section("kinds");
        for (String name : weathers.names()) {
            kinds.put(name, Kind.read(weathers.section(name), all.names()));
        }
        Section tint = s.section("tint");
        Ranges ranges = new Ranges(Collections.unmodifiableMap(families), Collections.unmodifiableMap(kinds),
                CameraRanges.read(s.section("camera")), tint.number("chance"), tint.number("most"));
        tint.end();
        s.skip("about", "mix", "gamma", "drawn");
        s.end();
        return ranges;
    }
}
