package org.derain4j.web.load;

import java.util.Objects;
import java.util.function.Supplier;

/** What must be so. JUnit's own are not there where the trial runs. */
final class Check {

    private Check() {}

    static void that(boolean fact, Supplier<String> otherwise) {
        if (!fact) {
            throw new AssertionError(otherwise.get());
        }
    }

    static void that(boolean fact, String otherwise) {
        that(fact, () -> otherwise);
    }

    static void same(Object expected, Object actual, String what) {
        that(Objects.equals(expected, actual), () -> "%s: %s, not %s".formatted(what, actual, expected));
    }
}
