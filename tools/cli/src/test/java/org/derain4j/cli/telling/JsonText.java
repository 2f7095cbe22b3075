package org.derain4j.cli.telling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON back, strictly enough for a test: numbers become doubles. */
public final class JsonText {

    private final String text;
    private int position;

    private JsonText(String text) {
        this.text = text;
    }

    /** Of a text that is one object. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(String text) {
        JsonText json = new JsonText(text.strip());
        Object value = json.value();
        if (json.position != json.text.length()) {
            throw new AssertionError("more than one value: " + text);
        }
        return (Map<String, Object>) value;
    }

    private Object value() {
        skipBlanks();
        char c = text.charAt(position);
        return switch (c) {
            case '{' -> members();
            case '[' -> items();
            case '"' -> string();
            default -> word();
        };
    }

    private Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        for (expect('{'); !isNext('}'); skip(',')) {
            skipBlanks();
            String key = string();
            expect(':');
            members.put(key, value());
        }
        expect('}');
        return members;
    }

    private List<Object> items() {
        List<Object> items = new ArrayList<>();
        for (expect('['); !isNext(']'); skip(',')) {
            items.add(value());
        }
        expect(']');
        return items;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        expect('"');
        while (text.charAt(position) != '"') {
            char c = text.charAt(position++);
            if (c < ' ') {
                throw new AssertionError("a control character in " + text);
            }
            string.append(c == '\\' ? escaped() : c);
        }
        position++;
        return string.toString();
    }

    private char escaped() {
        char c = text.charAt(position++);
        switch (c) {
            case 'n' :
                return '\n';
            case 'r' :
                return '\r';
            case 't' :
                return '\t';
            case 'u' :
                position += 4;
                return (char) Integer.parseInt(text, position - 4, position, 16);
            case '"', '\\', '/' :
                return c;
            default :
                throw new AssertionError("an escape \\" + c);
        }
    }

    private Object word() {
        int start = position;
        while (position < text.length() && ",]} ".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        String word = text.substring(start, position);
        return switch (word) {
            case "null" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> Double.valueOf(word);
        };
    }

    private void skip(char c) {
        if (isNext(c)) {
            position++;
        }
    }

    private boolean isNext(char c) {
        skipBlanks();
        return text.charAt(position) == c;
    }

    private void expect(char c) {
        if (!isNext(c)) {
            throw new AssertionError("not " + c + " at " + position + " of " + text);
        }
        position++;
    }

    private void skipBlanks() {
        while (text.charAt(position) == ' ') {
            position++;
        }
    }
}
