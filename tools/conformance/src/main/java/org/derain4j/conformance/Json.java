package org.derain4j.conformance;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes plain values as JSON, indented, lists of numbers on one line.
 *
 * <p>Maps and records become objects (a record's members are its components, in order), collections become arrays, an
 * empty {@link Optional} becomes null. JSON has no infinities and no NaN: such numbers become the strings "Infinity",
 * "-Infinity" and "NaN", which tell more than null. Anything else is written as the string it calls itself.
 */
public final class Json {

    private static final String INDENT = "  ";
    private final StringBuilder text = new StringBuilder();

    private Json() {}

    /**
     * Writes a value.
     *
     * @param value maps, records, collections, optionals, strings, numbers, booleans, nulls, in any nesting
     * @return the JSON text, without a line end at its end
     */
    public static String write(Object value) {
        Json json = new Json();
        json.value(value, "\n");
        return json.text.toString();
    }

    private void value(Object value, String newLine) {
        switch (value) {
            case null -> text.append("null");
            case Boolean truth -> text.append(truth);
            case Number number -> number(number);
            case Optional<?> optional -> value(optional.orElse(null), newLine);
            case Map<?, ?> map -> object(map, newLine);
            case Record record -> object(components(record), newLine);
            case Collection<?> items -> array(items, newLine);
            default -> string(value.toString());
        }
    }

    private void number(Number number) {
        if (Double.isFinite(number.doubleValue())) {
            text.append(number);
        } else {
            string(number.toString());
        }
    }

    private void object(Map<?, ?> map, String newLine) {
        String inner = newLine + INDENT;
        String separator = "{" + inner;
        for (Map.Entry<?, ?> member : map.entrySet()) {
            text.append(separator);
            separator = "," + inner;
            string(String.valueOf(member.getKey()));
            text.append(": ");
            value(member.getValue(), inner);
        }
        text.append(map.isEmpty() ? "{}" : newLine + "}");
    }

    private void array(Collection<?> items, String newLine) {
        boolean oneLine = items.stream().allMatch(Number.class::isInstance);
        String inner = oneLine ? " " : newLine + INDENT;
        String separator = oneLine ? "[" : "[" + inner;
        for (Object item : items) {
            text.append(separator);
            separator = "," + inner;
            value(item, inner);
        }
        text.append(items.isEmpty() ? "[]" : oneLine ? "]" : newLine + "]");
    }

    private void string(String string) {
        text.append('"');
        for (char c : string.toCharArray()) {
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(steers(c) ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        text.append('"');
    }

    /** Whether JSON forbids it, a terminal that shows the text would obey it, or some take it for the end of a line. */
    private static boolean steers(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    static Map<String, Object> components(Record record) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                members.put(component.getName(), component.getAccessor().invoke(record));
            } catch (ReflectiveOperationException problem) {
                throw new IllegalStateException(record.getClass() + " does not show its " + component.getName(),
                        problem);
            }
        }
        return members;
    }
}
