package org.derain4j.vision.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.jr.ob.JSON;

/** The JSON of a study, read again. */
record Report(Map<String, Object> members) {

    static Report of(Path file) throws IOException {
        return new Report(JSON.std.mapFrom(Files.readString(file)));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    /** Members of a list, those that have all of these values. */
    List<Map<String, Object>> list(String member, String... values) {
        return ((List<?>) members.get(member)).stream().map(Report::object)
                .filter(one -> one.values().containsAll(List.of(values))).toList();
    }

    Map<String, Object> condition(String name) {
        return list("conditions", name).getFirst();
    }

    double figure(String condition, String figure) {
        return number(object(object(condition(condition).get("figures")).get(figure)).get("value"));
    }

    double figure(String condition, String group, String member, String figure) {
        return number(object(object(object(condition(condition).get(group)).get(member)).get(figure)).get("value"));
    }

    /** What has no meaning is a string. */
    static double number(Object value) {
        return value instanceof String text ? Double.parseDouble(text) : ((Number) value).doubleValue();
    }
}
