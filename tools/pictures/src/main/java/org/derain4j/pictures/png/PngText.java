package org.derain4j.pictures.png;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.derain4j.pictures.metadata.OwnRecord;
import org.derain4j.pictures.metadata.Text;

/**
 * A chunk of text, not yet inflated.
 *
 * @param keyword  what it is about
 * @param body     the text as stored
 * @param deflated whether that is deflated
 * @param utf8     whether it is UTF-8 and not Latin-1
 */
record PngText(String keyword, ByteBuffer body, boolean deflated, boolean utf8) {

    static final String XMP = "XML:com.adobe.xmp";

    private static final int LONGEST_KEYWORD = 79;

    /** Taken apart; empty if it is no text. */
    static Optional<PngText> of(String chunk, ByteBuffer content) {
        int end = zero(content, 0);
        if (end < 1 || end > LONGEST_KEYWORD) {
            return Optional.empty();
        }
        String keyword = new String(bytes(content.slice(0, end)), StandardCharsets.ISO_8859_1);
        if (chunk.equals("tEXt")) {
            return Optional.of(new PngText(keyword, from(content, end + 1), false, false));
        }
        boolean international = chunk.equals("iTXt");
        int method = end + (international ? 2 : 1);
        if (method >= content.limit() || content.get(method) != 0) {
            return Optional.empty();
        }
        if (!international) {
            return Optional.of(new PngText(keyword, from(content, method + 1), true, false));
        }
        int language = zero(content, method + 1);
        int translated = language < 0 ? -1 : zero(content, language + 1);
        int flag = content.get(end + 1);
        return translated < 0 || flag >>> 1 != 0
                ? Optional.empty()
                : Optional.of(new PngText(keyword, from(content, translated + 1), flag == 1, true));
    }

    private static int zero(ByteBuffer content, int from) {
        for (int i = from; i < content.limit(); i++) {
            if (content.get(i) == 0) {
                return i;
            }
        }
        return -1;
    }

    private static ByteBuffer from(ByteBuffer content, int start) {
        return content.slice(start, content.limit() - start);
    }

    private static byte[] bytes(ByteBuffer view) {
        byte[] copy = new byte[view.remaining()];
        view.get(0, copy);
        return copy;
    }

    /** How many bytes it can be at most. */
    int most() {
        return deflated ? (int) Math.min(Integer.MAX_VALUE, Zlib.most(body.limit())) : body.limit();
    }

    /** Inflated, if need be; empty if that gives more than so many bytes. */
    Optional<byte[]> bytes(int atMost) throws DataFormatException {
        return deflated
                ? Zlib.inflated(body, atMost)
                : Optional.of(body).filter(b -> b.limit() <= atMost).map(PngText::bytes);
    }

    /** For people. Many programs write UTF-8 where Latin-1 should be, and hardly any Latin-1 happens to be UTF-8. */
    Text text(byte[] inflated) {
        Charset charset = utf8 || isUtf8(inflated) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        return new Text(keyword, new String(inflated, charset));
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** A chunk for a text from elsewhere: tEXt if Latin-1 has all of its characters. */
    static OwnRecord chunk(Text text) {
        String lines = text.text().replace("\r\n", "\n").replace('\r', '\n').replace("\0", "");
        String keyword = keyword(text.keyword());
        return StandardCharsets.ISO_8859_1.newEncoder().canEncode(lines)
                ? new OwnRecord("tEXt", joined(keyword + "\0", lines.getBytes(StandardCharsets.ISO_8859_1)))
                : international(keyword, lines.getBytes(StandardCharsets.UTF_8));
    }

    static OwnRecord international(String keyword, byte[] text) {
        return new OwnRecord("iTXt", joined(keyword + "\0\0\0\0\0", text));
    }

    static OwnRecord deflated(String keyword, byte[] text) {
        return new OwnRecord("zTXt", joined(keyword + "\0\0", Zlib.deflated(text)));
    }

    static byte[] joined(String head, byte[] rest) {
        byte[] latin = head.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(latin.length + rest.length).put(latin).put(rest).array();
    }

    /** By the specification's rules: 1 to 79 printable characters of Latin-1, single spaces between them. */
    private static String keyword(String any) {
        String clean = any.replaceAll("[^\\x20-\\x7E\\xA1-\\xFF]", " ").strip().replaceAll(" +", " ");
        String cut = clean.substring(0, Math.min(LONGEST_KEYWORD, clean.length())).strip();
        return cut.isEmpty() ? Text.COMMENT : cut;
    }
}
