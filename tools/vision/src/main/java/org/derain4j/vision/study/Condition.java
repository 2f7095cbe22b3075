package org.derain4j.vision.study;

import java.util.Optional;

/**
 * One of the states in which a study looks at each picture.
 *
 * @param rain what rain it is, empty for the pictures as they are
 * @param kind what has become of them
 * @param way  what derained them, empty where nothing did
 */
public record Condition(String rain, Kind kind, String way) {

    /** What the pictures as they are are called, where a rain could be. */
    public static final String CLEAN = "clean";

    /** What has become of a picture. */
    public enum Kind {
        /** Nothing. */
        CLEAN,
        /** The rain's light without the rain: haze, night. */
        DRY,
        /** It rains. */
        RAINY,
        /** A network, or whatever made the finished results, has taken rain out. */
        DERAINED
    }

    /** The pictures as they are. */
    public static Condition clean() {
        return new Condition("", Kind.CLEAN, "");
    }

    /** In a rain's light, without the rain. */
    public static Condition dry(String rain) {
        return new Condition(rain, Kind.DRY, "");
    }

    /** In the rain. */
    public static Condition rainy(String rain) {
        return new Condition(rain, Kind.RAINY, "");
    }

    /** What a way of deraining makes of these pictures, rainy or clean. */
    public Condition derained(String by) {
        return new Condition(rain, Kind.DERAINED, by);
    }

    /** What was derained; nothing for what was not. */
    public Optional<Condition> before() {
        if (kind != Kind.DERAINED) {
            return Optional.empty();
        }
        return Optional.of(rain.isEmpty() ? clean() : rainy(rain));
    }

    /** As in {@code clean}, {@code clean/lite}, {@code light/dry}, {@code light/rainy}, {@code light/lite}. */
    public String name() {
        String scene = rain.isEmpty() ? CLEAN : rain;
        return switch (kind) {
            case CLEAN -> scene;
            case DRY -> scene + "/dry";
            case RAINY -> scene + "/rainy";
            case DERAINED -> scene + "/" + way;
        };
    }
}
