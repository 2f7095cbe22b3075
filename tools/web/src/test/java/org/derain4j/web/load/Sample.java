package org.derain4j.web.load;

import java.util.Optional;
import org.derain4j.pictures.PictureFormat;

/**
 * A picture to send, or what claims to be one.
 *
 * @param name     what its sender calls it
 * @param size     in words, for the table
 * @param bytes    of the file
 * @param format   that is asked for; the picture's own if empty
 * @param strength that is asked for
 * @param expected what must come of it
 */
record Sample(String name, String size, byte[] bytes, Optional<PictureFormat> format, double strength,
        Expected expected) {

    /** What a server must make of a picture. */
    sealed interface Expected {

        /** This file. */
        record File(PictureFormat format, byte[] bytes) implements Expected {}

        /** A refusal. */
        record Refusal() implements Expected {}
    }

    /** The parameters, for a path. */
    String query() {
        return "?name=" + Escapes.percent(name)
                + format.map(f -> "&format=" + f.extension()).orElse("")
                + (strength == 1 ? "" : "&strength=" + strength);
    }

    @Override
    public String toString() {
        return "%s (%d bytes)%s%s".formatted(name, bytes.length, format.map(f -> " as " + f).orElse(""),
                strength == 1 ? "" : " at strength " + strength);
    }
}
