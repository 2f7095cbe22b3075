package org.derain4j.vision.labels;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.derain4j.cli.common.Failure;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The plain values of an object of JSON: texts, numbers, truths, and short lists of numbers. What lies deeper is passed over; of two values
 * under one name the last counts, as in Python.
 */
final class JsonObject {

    /** Lists that are kept: boxes, not outlines. */
    private static final int LONGEST = 8;
    /** Up to it whole numbers are exact as floating-point ones. */
    private static final long WHOLE = 1L << 53;

    private final Supplier<String> where;
    private final Map<String, Object> values = new HashMap<>();

    private JsonObject(Supplier<String> where) {
        this.where = where;
    }

    /** Reads on to the end of the object whose beginning is the current token. */
    static JsonObject read(JsonParser json, Supplier<String> where) {
        JsonObject object = new JsonObject(where);
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            Object value = switch (json.nextToken()) {
                case START_ARRAY -> numbers(json);
                case START_OBJECT -> {
                    json.skipChildren();
                    yield null;
                }
                case VALUE_NULL -> null;
                case VALUE_TRUE -> "1";
                case VALUE_FALSE -> "0";
                case VALUE_NUMBER_FLOAT -> plain(json);
                default -> json.getString();
            };
            object.values.put(name, value);
        }
        return object;
    }

    /** As some write whole numbers, too: 7.0 is the id 7, as it is in Python. */
    private static String plain(JsonParser json) {
        double number = json.getDoubleValue();
        return number == Math.rint(number) && Math.abs(number) <= WHOLE
                ? Long.toString((long) number)
                : json.getString();
    }

    /** Null for a list that is too long, or has anything but numbers. */
    private static double[] numbers(JsonParser json) {
        double[] numbers = new double[LONGEST];
        int count = 0;
        boolean plain = true;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken().isNumeric()) {
                if (count < LONGEST) {
                    double number = json.getDoubleValue();
                    numbers[count] = Double.isFinite(number) ? number : Double.NaN;
                }
                count++;
            } else {
                plain = false;
                json.skipChildren();
            }
        }
        return plain && count <= LONGEST ? Arrays.copyOf(numbers, count) : null;
    }

    /** What it is, for a failure to begin with. */
    String where() {
        return where.get();
    }

    String text(String name) {
        String text = text(name, null);
        if (text == null) {
            throw Failure.input("%s has no '%s'; give it one.".formatted(where(), name));
        }
        return text;
    }

    String text(String name, String otherwise) {
        return values.get(name) instanceof String text ? text : otherwise;
    }

    double number(String name, double otherwise) {
        String text = text(name, null);
        double number = text == null ? otherwise : Boxes.number(text);
        if (!(number >= 0)) {
            throw Failure.input("%s has '%s' as its '%s'; give a number from 0.".formatted(where(), text, name));
        }
        return number;
    }

    long integer(String name) {
        double number = Boxes.number(text(name));
        if (number != Math.rint(number) || Math.abs(number) > WHOLE) {
            throw Failure.input("%s has '%s' as its '%s'; give a whole number.".formatted(where(), text(name), name));
        }
        return (long) number;
    }

    double[] numbers(String name, int count) {
        if (!(values.get(name) instanceof double[] numbers) || numbers.length != count
                || Arrays.stream(numbers).anyMatch(Double::isNaN)) {
            throw Failure.input("%s has no '%s' of %d numbers; give it one.".formatted(where(), name, count));
        }
        return numbers;
    }
}
