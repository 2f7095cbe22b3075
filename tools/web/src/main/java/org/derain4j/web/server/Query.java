package org.derain4j.web.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.derain4j.weights.PrintableText;

/** The parameters of a request, each at most once and none that means nothing here. */
final class Query {

    private static final int LONGEST_SHOWN = 60;

    private final Map<String, String> values = new HashMap<>();

    /**
     * Reads them.
     *
     * @param raw   as it stands in the address, null for none
     * @param known the names of those that mean something
     * @throws Refusal that says which one does not
     */
    Query(String raw, List<String> known) throws Refusal {
        if (raw == null || raw.isEmpty()) {
            return;
        }
        for (String part : raw.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = Percent.decoded(equals < 0 ? part : part.substring(0, equals));
            if (!known.contains(name)) {
                throw new Refusal(400, "There is no parameter '%s' here; %s.".formatted(shown(name),
                        known.isEmpty() ? "leave it out" : "there are " + String.join(", ", known)));
            }
            if (values.put(name, equals < 0 ? "" : Percent.decoded(part.substring(equals + 1))) != null) {
                throw new Refusal(400, "The parameter '%s' is given twice; give it once.".formatted(name));
            }
        }
    }

    /** Empty where it is not given, or given without a value. */
    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    /** A part of a request in a sentence of ours. */
    static String shown(String untrusted) {
        return PrintableText.of(untrusted, LONGEST_SHOWN);
    }
}
