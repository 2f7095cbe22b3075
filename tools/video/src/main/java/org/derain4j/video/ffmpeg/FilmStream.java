package org.derain4j.video.ffmpeg;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A track of a film, as ffprobe describes it.
 *
 * @param index  among all tracks
 * @param values by ffprobe's names
 */
record FilmStream(int index, Map<String, String> values) {

    private static final Set<String> NOTHING = Set.of("unknown", "N/A", "unspecified", "reserved", "und");
    private static final Set<String> BITMAPS = Set.of("dvd_subtitle", "dvb_subtitle", "hdmv_pgs_subtitle", "xsub",
            "dvb_teletext");

    /** One value; empty where ffprobe does not know it. */
    String text(String name) {
        String value = values.getOrDefault(name, "");
        return NOTHING.contains(value) ? "" : value;
    }

    long number(String name, long otherwise) {
        try {
            return Long.parseLong(text(name));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** A fraction above zero, or null. */
    Ratio ratio(String name) {
        Ratio ratio = Ratio.of(text(name));
        return ratio == null || ratio.numerator() <= 0 ? null : ratio;
    }

    /** For sentences. */
    String title() {
        String name = codec().isEmpty() ? text("codec_tag_string") : codec();
        return text("codec_type") + (name.isEmpty() || name.startsWith("[") ? "" : " " + name);
    }

    String codec() {
        return text("codec_name");
    }

    boolean is(String type) {
        return text("codec_type").equals(type);
    }

    boolean isBitmap() {
        return BITMAPS.contains(codec());
    }

    /** Frames that follow each other; no cover, no thumbnails. */
    boolean isMotion() {
        return is("video") && number("disposition.attached_pic", 0) == 0
                && number("disposition.timed_thumbnails", 0) == 0;
    }

    /** For ffmpeg's option of that name. */
    String disposition() {
        String names = values.entrySet().stream()
                .filter(e -> e.getKey().startsWith("disposition.") && e.getValue().equals("1"))
                .map(e -> e.getKey().substring("disposition.".length())).collect(Collectors.joining("+"));
        return names.isEmpty() ? "0" : names;
    }

    /** Degrees against the clock that the frames are to be turned by before they are shown, from -180 to 180. */
    long rotation() {
        long degrees = values.entrySet().stream()
                .filter(e -> e.getKey().startsWith("side_data_list.") && e.getKey().endsWith(".rotation"))
                .map(e -> Math.round(Double.parseDouble(e.getValue()))).findFirst()
                .orElseGet(() -> -number("tags.rotate", 0));
        long turned = Math.floorMod(degrees, 360L);
        return turned > 180 ? turned - 360 : turned;
    }

    /** Whether they are to be turned by a quarter, which exchanges columns and rows. */
    boolean isTurnedAside() {
        return Math.abs(rotation()) == 90;
    }

    boolean isInterlaced() {
        return Set.of("tt", "bb", "tb", "bt").contains(text("field_order"));
    }
}
