package org.derain4j.web.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Text in addresses and headers: UTF-8 whose bytes are written as {@code %XX} where they are not letters, digits or harmless. */
final class Percent {

    private static final String HARMLESS = "-._~";

    private Percent() {}

    /** Fit for any header, and for an address. */
    static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
                    || HARMLESS.indexOf(c) >= 0;
            encoded.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return encoded.toString();
    }

    /**
     * Of a query, in which a plus is a space.
     *
     * @throws Refusal if it is not exactly that
     */
    static String decoded(String text) throws Refusal {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.write(digit(text, i + 1) << 4 | digit(text, i + 2));
                i += 2;
            } else {
                bytes.writeBytes((c == '+' ? " " : String.valueOf(c)).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
        } catch (CharacterCodingException e) {
            throw wrong();
        }
    }

    private static int digit(String text, int index) throws Refusal {
        int digit = index < text.length() ? Character.digit(text.charAt(index), 16) : -1;
        if (digit < 0 || text.charAt(index) > 'f') { // digits of other scripts
            throw wrong();
        }
        return digit;
    }

    private static Refusal wrong() {
        return new Refusal(400, "The query is not percent-encoded UTF-8; encode it, as encodeURIComponent and "
                + "curl --url-query do.");
    }
}
