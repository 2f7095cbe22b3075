package org.derain4j.weights;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Pulls values out of JSON text, strictly. The caller says what must come next, so that neither nesting nor size of
 * the text decides what is built. Numbers are integers from 0 up.
 */
final class JsonReader {

    private final MemorySegment text;
    private final Origin origin;
    private long position;

    JsonReader(MemorySegment text, Origin origin) {
        this.text = text;
        this.origin = origin;
    }

    /** Reads the value of one member of an object. */
    @FunctionalInterface
    interface Member {

        void read(String key) throws WeightFormatException;
    }

    /** Reads one element of an array. */
    @FunctionalInterface
    interface Element {

        void read() throws WeightFormatException;
    }

    void object(Member member) throws WeightFormatException {
        Set<String> keys = new HashSet<>();
        sequence('{', '}', () -> {
            String key = string();
            if (!keys.add(key)) {
                throw damage("the key `" + PrintableText.name(key) + "` occurs twice");
            }
            expect(':');
            member.read(key);
        });
    }

    void array(Element element) throws WeightFormatException {
        sequence('[', ']', element);
    }

    private void sequence(char open, char close, Element element) throws WeightFormatException {
        expect(open);
        if (taken(close)) {
            return;
        }
        do {
            element.read();
        } while (taken(','));
        expect(close);
    }

    /** An integer from 0 up to the largest long. */
    long natural() throws WeightFormatException {
        skipBlanks();
        long start = position;
        long value = 0;
        for (; isDigit(peek()); position++) {
            int digit = peek() - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                throw damage("the number is larger than any file");
            }
            value = value * 10 + digit;
        }
        boolean leadingZero = position - start > 1 && text.get(ValueLayout.JAVA_BYTE, start) == '0';
        if (position == start || leadingZero || peek() == '.' || peek() == 'e' || peek() == 'E') {
            throw damage("a whole number from 0 up is expected");
        }
        return value;
    }

    String string() throws WeightFormatException {
        expect('"');
        StringBuilder value = new StringBuilder();
        long plain = position;
        while (peek() != '"') {
            if (peek() < ' ') {
                throw damage(peek() < 0 ? "a string does not end" : "a string holds a control character");
            }
            if (peek() == '\\') {
                value.append(decode(plain));
                position++;
                value.append(escape());
                plain = position;
            } else {
                position++;
            }
        }
        value.append(decode(plain));
        position++;
        return value.toString();
    }

    /** Nothing but blanks may follow. */
    void end() throws WeightFormatException {
        skipBlanks();
        if (position < text.byteSize()) {
            throw damage("something follows the end of the text");
        }
    }

    WeightFormatException damage(String problem) {
        return origin.damage("the header is not valid at byte " + position + ": " + problem);
    }

    private char[] escape() throws WeightFormatException {
        int escaped = peek();
        position++;
        return switch (escaped) {
            case '"', '\\', '/' -> new char[]{(char) escaped};
            case 'b' -> new char[]{'\b'};
            case 'f' -> new char[]{'\f'};
            case 'n' -> new char[]{'\n'};
            case 'r' -> new char[]{'\r'};
            case 't' -> new char[]{'\t'};
            case 'u' -> character();
            default -> throw damage("a string holds an unknown escape");
        };
    }

    /** What follows {@code \}{@code u}: one UTF-16 unit, or a surrogate pair as two such escapes. */
    private char[] character() throws WeightFormatException {
        char first = hexUnit();
        if (!Character.isSurrogate(first)) {
            return new char[]{first};
        }
        if (Character.isHighSurrogate(first) && peek() == '\\') {
            position++;
            if (peek() == 'u') {
                position++;
                char second = hexUnit();
                if (Character.isLowSurrogate(second)) {
                    return new char[]{first, second};
                }
            }
        }
        throw damage("a string holds half a surrogate pair");
    }

    private char hexUnit() throws WeightFormatException {
        int unit = 0;
        for (int i = 0; i < 4; i++, position++) {
            int next = peek();
            // Character.digit would also take the digits of other scripts, but bytes hold none of them.
            int digit = next < 0 || next > 0x7f ? -1 : Character.digit(next, 16);
            if (digit < 0) {
                throw damage("a string holds an unfinished escape");
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    private String decode(long start) throws WeightFormatException {
        try {
            return StandardCharsets.UTF_8.newDecoder()
                    .decode(text.asSlice(start, position - start).asByteBuffer()).toString();
        } catch (CharacterCodingException invalid) {
            throw damage("a string is not UTF-8");
        }
    }

    private void expect(char expected) throws WeightFormatException {
        if (!taken(expected)) {
            throw damage("`" + expected + "` is expected");
        }
    }

    private boolean taken(char wanted) {
        skipBlanks();
        boolean found = peek() == wanted;
        position += found ? 1 : 0;
        return found;
    }

    private void skipBlanks() {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
            position++;
        }
    }

    /** The byte at the position, from 0 to 255, or -1 at the end. */
    private int peek() {
        return position < text.byteSize() ? text.get(ValueLayout.JAVA_BYTE, position) & 0xff : -1;
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }
}
