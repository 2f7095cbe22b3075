package org.derain4j.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The text file {@code checkpoint} that TensorFlow writes beside its checkpoints, a CheckpointState in protobuf's text format. Of its
 * fields only the latest checkpoint's path is of interest; none of them is a message.
 */
final class CheckpointState {

    /** Some thousand paths. */
    private static final long LONGEST = 1_000_000;

    private static final String SIMPLE_ESCAPES = "abfnrtv\\'\"?";
    private static final String THEIR_BYTES = "\u0007\b\f\n\r\t\u000b\\'\"?";

    /** A character for each byte. */
    private final String text;
    private final Origin origin;
    private int at;

    private CheckpointState(String text, Origin origin) {
        this.text = text;
        this.origin = origin;
    }

    /** The value of {@code model_checkpoint_path}, absolute or relative to the file's folder; empty where there is none. */
    static String latest(Path file) throws IOException {
        Origin origin = Origin.ofFile(file.toString());
        byte[] bytes = FileBytes.whole(file, LONGEST,
                "is too large for the text file that TensorFlow keeps under this name", 1);
        return new CheckpointState(new String(bytes, StandardCharsets.ISO_8859_1), origin).latest();
    }

    private String latest() throws WeightFormatException {
        String latest = "";
        for (skip(); at < text.length(); skip()) {
            String field = word();
            skip();
            if (next() != ':') {
                throw unknown();
            }
            at++;
            skip();
            String value = isQuote(next()) ? strings() : word();
            if (field.equals("model_checkpoint_path")) {
                latest = value;
            }
        }
        return latest;
    }

    /** White space, comments, and what may stand between fields. */
    private void skip() {
        while (" \t\r\n,;#".indexOf(next()) >= 0) {
            if (next() == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else {
                at++;
            }
        }
    }

    /** The name of a field, a number. */
    private String word() throws WeightFormatException {
        int begin = at;
        while (next() < 128 && (Character.isLetterOrDigit(next()) || "_.+-".indexOf(next()) >= 0)) {
            at++;
        }
        if (begin == at) {
            throw unknown();
        }
        return text.substring(begin, at);
    }

    /** One string, or several that stand for their sum. */
    private String strings() throws WeightFormatException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (; isQuote(next()); skip()) {
            char quote = next();
            for (at++; next() != quote;) {
                bytes.write(next() == '\\' ? escaped() : plain());
            }
            at++;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
        } catch (CharacterCodingException e) {
            throw origin.damage("holds a path that is not UTF-8; give the checkpoint's prefix itself");
        }
    }

    private char plain() throws WeightFormatException {
        if (at >= text.length() || next() == '\n') {
            throw unknown();
        }
        return text.charAt(at++);
    }

    /** A byte, as C writes it: what is beyond ASCII comes in octal. */
    private int escaped() throws WeightFormatException {
        at++;
        int simple = SIMPLE_ESCAPES.indexOf(next());
        if (simple >= 0) {
            at++;
            return THEIR_BYTES.charAt(simple);
        }
        if (next() == 'x' || next() == 'X') {
            at++;
            return number(16, 2);
        }
        return number(8, 3);
    }

    private int number(int radix, int mostDigits) throws WeightFormatException {
        int begin = at;
        int number = 0;
        while (at < begin + mostDigits && Character.digit(next(), radix) >= 0) {
            number = number * radix + Character.digit(next(), radix);
            at++;
        }
        if (begin == at || number > 255) {
            throw unknown();
        }
        return number;
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    /** Beyond the end one that occurs nowhere. */
    private char next() {
        return at < text.length() ? text.charAt(at) : '\uffff';
    }

    private WeightFormatException unknown() {
        long line = 1 + text.substring(0, Math.min(at, text.length())).chars().filter(c -> c == '\n').count();
        return origin.damage("is not the text that TensorFlow keeps under this name (line " + line
                + "); give the checkpoint's prefix itself");
    }
}
