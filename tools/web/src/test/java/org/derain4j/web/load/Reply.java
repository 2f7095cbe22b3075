package org.derain4j.web.load;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server has answered, however it was asked. */
record Reply(int status, Map<String, String> headers, byte[] body) {

    private static final Pattern ERROR = Pattern
            .compile("\\{\\s*\"error\"\\s*:\\s*\"((?:[^\"\\\\\\p{Cntrl}]|\\\\.)+)\"\\s*}\\s*");
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");
    private static final int LONGEST_LINE = 1 << 16;

    static Reply of(HttpResponse<byte[]> response) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        return new Reply(response.statusCode(), headers, response.body());
    }

    /** The next one that comes; empty if the connection has ended before it. */
    static Optional<Reply> read(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            return Optional.empty();
        }
        Matcher status = STATUS.matcher(line);
        if (!status.matches()) {
            throw new AssertionError("an answer that is no HTTP: " + line);
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new AssertionError("a header without a name: " + line);
            }
            headers.merge(line.substring(0, colon), line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
        }
        int number = Integer.parseInt(status.group(1));
        if (number < 200) {
            return read(in);
        }
        return Optional.of(new Reply(number, headers, body(number, headers, in)));
    }

    private static byte[] body(int status, Map<String, String> headers, InputStream in) throws IOException {
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        if ("chunked".equalsIgnoreCase(headers.get("Transfer-Encoding"))) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int size = chunk(in); size > 0; size = chunk(in)) {
                all.write(exactly(in, size));
                line(in);
            }
            line(in);
            return all.toByteArray();
        }
        String length = headers.get("Content-Length");
        return length == null ? in.readAllBytes() : exactly(in, Integer.parseInt(length));
    }

    private static int chunk(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            throw new EOFException("an answer ends within its chunks");
        }
        return Integer.parseInt(line.split(";")[0].strip(), 16);
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("an answer of %d bytes ends after %d".formatted(length, bytes.length));
        }
        return bytes;
    }

    /** Null at the end. */
    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString().stripTrailing();
            }
            line.append((char) c);
            if (line.length() > LONGEST_LINE) {
                throw new AssertionError("an answer with a line without end");
            }
        }
        return line.isEmpty() ? null : line.toString();
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** A string member of a JSON object, as it is written there; empty if it has none. */
    static Optional<String> member(String json, String name) {
        Matcher member = Pattern.compile("\"" + name + "\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(json);
        return member.find() ? Optional.of(member.group(1)) : Optional.empty();
    }

    /** Fails unless it has that status, and a sentence if that is a refusal. */
    Reply require(int expected) {
        Check.that(status == expected, () -> "status %d, not %d: %s".formatted(status, expected, start()));
        return status >= 400 ? requireSentence() : this;
    }

    /** Fails unless it has that header. */
    void requireHeader(String name, String value) {
        Check.same(value, header(name), name);
    }

    /** Fails unless it is a refusal as promised: one sentence in JSON, that tells nothing of the program's insides. */
    Reply requireSentence() {
        Matcher error = ERROR.matcher(text());
        if (!error.matches()) {
            throw new AssertionError(status + " without a sentence in JSON: " + start());
        }
        if (!header("Content-Type").startsWith("application/json")) {
            throw new AssertionError(status + " whose Content-Type is '" + header("Content-Type") + "'");
        }
        requireNoInsides(error.group(1));
        if (!error.group(1).matches(".*(\\.|: ffmpeg .*)")) { // a command is the last word
            throw new AssertionError(status + " with what is no sentence: " + error.group(1));
        }
        return this;
    }

    /** Fails if it shows a stack trace, a class or a folder. */
    static void requireNoInsides(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String word : List.of("exception", "\tat ", "java.", "org.derain4j",
                System.getProperty("java.io.tmpdir") + "/")) {
            if (lower.contains(word)) {
                throw new AssertionError("an answer tells of the program's insides: " + text);
            }
        }
    }

    /** Of its body, for messages. */
    String start() {
        String text = text();
        return "'" + text.substring(0, Math.min(text.length(), 200)) + "'";
    }
}
