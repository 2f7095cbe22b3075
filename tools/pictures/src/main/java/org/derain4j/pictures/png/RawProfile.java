package org.derain4j.pictures.png;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Blocks as hexadecimal digits in a text, under a keyword, as ImageMagick has brought them into PNG and others have taken over. */
final class RawProfile {

    /** What the keyword begins with; the kind comes after it. */
    static final String KEYWORD = "Raw profile type ";

    private static final int BYTES_A_LINE = 36;

    private RawProfile() {}

    /** The block: after a line for the kind and one for the length, empty if it is not that. */
    static Optional<byte[]> block(byte[] text) {
        int[] at = {0};
        if (text.length == 0 || text[0] != '\n' || line(text, at).length() != 0) {
            return Optional.empty();
        }
        line(text, at);
        String length = line(text, at).strip();
        if (!length.matches("[0-9]{1,9}") || Integer.parseInt(length) > (text.length - at[0]) / 2) {
            return Optional.empty();
        }
        byte[] block = new byte[Integer.parseInt(length)];
        int digits = 0;
        for (int i = at[0]; i < text.length && digits < 2 * block.length; i++) {
            if (HexFormat.isHexDigit(text[i])) {
                block[digits / 2] = (byte) (block[digits / 2] << 4 | HexFormat.fromHexDigit(text[i]));
                digits++;
            } else if (!Character.isWhitespace(text[i])) {
                return Optional.empty();
            }
        }
        return digits == 2 * block.length ? Optional.of(block) : Optional.empty();
    }

    private static String line(byte[] text, int[] at) {
        int end = at[0];
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        String line = new String(text, at[0], end - at[0], StandardCharsets.ISO_8859_1);
        at[0] = Math.min(text.length, end + 1);
        return line;
    }

    static byte[] text(String kind, byte[] block) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes("\n%s\n%8d\n".formatted(kind, block.length).getBytes(StandardCharsets.ISO_8859_1));
        for (int i = 0; i < block.length; i += BYTES_A_LINE) {
            byte[] part = Arrays.copyOfRange(block, i, Math.min(block.length, i + BYTES_A_LINE));
            text.writeBytes((HexFormat.of().formatHex(part) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        return text.toByteArray();
    }
}
