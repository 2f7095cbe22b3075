package org.derain4j.rain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An object of the ranges' file and where it stands. It keeps account of what has been read of it, so that an entry that the
 * file has and this reader does not know is told, not passed over.
 */
final class Section {

    private final String place;
    private final Map<?, ?> values;
    private final Set<Object> unread;

    Section(String place, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(place + " has to be an object");
        }
        this.place = place;
        values = map;
        unread = new LinkedHashSet<>(map.keySet());
    }

    /** Nothing is left that has not been read. */
    void end() {
        if (!unread.isEmpty()) {
            throw new IllegalArgumentException(place + ": entry \"" + unread.iterator().next()
                    + "\" is unknown to this version of Derain4J; take a newer one");
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** What concerns the trainer's scenes alone. */
    void skip(String... names) {
        unread.removeAll(List.of(names));
    }

    List<String> names() {
        return values.keySet().stream().map(String::valueOf).toList();
    }

    Section section(String name) {
        return new Section(place(name), value(name));
    }

    List<Section> sections(String name) {
        if (!(value(name) instanceof List<?> list)) {
            throw new IllegalArgumentException(place(name) + " has to be a list");
        }
        List<Section> sections = new ArrayList<>();
        for (Object one : list) {
            sections.add(new Section(place(name) + '[' + sections.size() + ']', one));
        }
        return sections;
    }

    String text(String name) {
        if (value(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(place(name) + " has to be a text");
    }

    double number(String name) {
        if (value(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(place(name) + " has to be a number");
    }

    /** What a number is drawn from. */
    Entry entry(String name) {
        Entry entry = any(name);
        if (entry instanceof Entry.Share(Map<String, Double> shares)
                && !shares.keySet().stream().allMatch(n -> n.matches("\\d{1,6}"))) {
            throw new IllegalArgumentException(place(name) + " has to be drawn from numbers");
        }
        return entry;
    }

    Entry entry(String name, double otherwise) {
        return has(name) ? entry(name) : new Entry.Always(otherwise);
    }

    /** What a name is drawn from. */
    Entry.Share share(String name) {
        if (any(name) instanceof Entry.Share share) {
            return share;
        }
        throw new IllegalArgumentException(place(name) + " has to be drawn by shares");
    }

    private Entry any(String name) {
        Object value = value(name);
        if (value instanceof Number number) {
            return new Entry.Always(number.doubleValue());
        }
        if (value instanceof List<?>) {
            double[] ends = pair(name, value);
            return new Entry.Even(ends[0], ends[1]);
        }
        if (value instanceof Map<?, ?> map && map.size() == 1) {
            Map.Entry<?, ?> only = map.entrySet().iterator().next();
            String how = String.valueOf(only.getKey());
            switch (how) {
                case "log" -> {
                    double[] ends = pair(name, only.getValue());
                    return new Entry.Log(ends[0], ends[1]);
                }
                case "normal" -> {
                    double[] both = pair(name, only.getValue());
                    return new Entry.Normal(both[0], both[1]);
                }
                case "share" -> {
                    Section shares = new Section(place(name), only.getValue());
                    Map<String, Double> read = new LinkedHashMap<>();
                    shares.names().forEach(n -> read.put(n, shares.number(n)));
                    return new Entry.Share(read);
                }
                default -> throw new IllegalArgumentException(place(name) + ": no entry is drawn by \"" + how + '"');
            }
        }
        throw new IllegalArgumentException(place(name) + " is no entry that can be drawn from");
    }

    private double[] pair(String name, Object value) {
        if (value instanceof List<?> list && list.size() == 2 && list.get(0) instanceof Number first
                && list.get(1) instanceof Number second) {
            return new double[]{first.doubleValue(), second.doubleValue()};
        }
        throw new IllegalArgumentException(place(name) + " has to have two numbers");
    }

    private Object value(String name) {
        if (!has(name)) {
            throw new IllegalArgumentException(place + " lacks \"" + name + '"');
        }
        unread.remove(name);
        return values.get(name);
    }

    private String place(String name) {
        return place + ", " + name;
    }
}
