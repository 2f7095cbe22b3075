package org.derain4j.pictures.webp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A chunk of a RIFF.
 *
 * @param name    four characters
 * @param content as far as it is there; a view, little-endian
 * @param missing how many bytes of it are not there
 */
record WebpChunk(String name, ByteBuffer content, long missing) {

    static final int HEAD = 8;

    /** The chunks one after the other in some bytes; none begins later than at the limit once there are pixels. */
    static List<WebpChunk> walk(ByteBuffer bytes, int limit) {
        List<WebpChunk> chunks = new ArrayList<>();
        boolean pixels = false;
        int at = 0;
        while (bytes.limit() - at >= HEAD && (at < limit || !pixels)) {
            ByteBuffer rest = bytes.slice(at, bytes.limit() - at).order(ByteOrder.LITTLE_ENDIAN);
            String name = name(rest, 0);
            long length = Integer.toUnsignedLong(rest.getInt(4));
            int there = (int) Math.min(length, rest.limit() - HEAD);
            if (!isName(name)) {
                break;
            }
            chunks.add(new WebpChunk(name, rest.slice(HEAD, there).order(ByteOrder.LITTLE_ENDIAN), length - there));
            pixels |= name.equals("VP8 ") || name.equals("VP8L") || name.equals("ANMF");
            at += HEAD + there;
            at += there % 2 == 1 && isPadded(bytes, at) ? 1 : 0;
        }
        return chunks;
    }

    /** Some programs forget the byte that makes an odd length even: then a name begins at once. */
    private static boolean isPadded(ByteBuffer bytes, int at) {
        return at + 5 <= bytes.limit() && isName(name(bytes, at + 1)) || at + 4 > bytes.limit()
                || !isName(name(bytes, at));
    }

    private static String name(ByteBuffer bytes, int at) {
        byte[] letters = new byte[4];
        bytes.get(at, letters);
        return new String(letters, StandardCharsets.ISO_8859_1);
    }

    private static boolean isName(String name) {
        return name.chars().allMatch(c -> c >= ' ' && c <= '~') || name.equals("XMP\0");
    }

    byte[] bytes() {
        byte[] copy = new byte[content.limit()];
        content.get(0, copy);
        return copy;
    }

    /** Name, length, content, and the byte that makes it even. */
    static byte[] framed(String name, byte[] content) {
        return ByteBuffer.allocate(HEAD + content.length + content.length % 2).order(ByteOrder.LITTLE_ENDIAN)
                .put(name.getBytes(StandardCharsets.ISO_8859_1)).putInt(content.length).put(content).array();
    }
}
