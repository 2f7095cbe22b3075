package org.derain4j.pictures.png;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.derain4j.pictures.format.ExifBlock;
import org.derain4j.pictures.format.IccProfiles;
import org.derain4j.pictures.metadata.MetadataBuilder;

/** The blocks that a PNG can hold both in chunks of their own, which are believed first, and as {@link RawProfile}s. Of each kind the first is taken. */
final class PngBlocks {

    private static final byte[] XMP_HEAD = latin("http://ns.adobe.com/xap/1.0/\0");
    private static final byte[] PHOTOSHOP_HEAD = latin("Photoshop 3.0\0");
    private static final byte[] RESOURCE = latin("8BIM");
    private static final byte IPTC_MARK = 0x1C;

    /** What becomes of a raw profile. */
    enum Fate {
        /** It is one of these blocks, or the same as one that is there. */
        TAKEN,
        /** It is carried as a text. */
        TEXT,
        /** It is broken, or not the first of its kind. */
        LEFT_OUT
    }

    private enum Kind {
        EXIF, XMP, PROFILE, PHOTOSHOP, IPTC
    }

    private final Map<Kind, byte[]> own = new EnumMap<>(Kind.class);
    private final Map<Kind, byte[]> raw = new EnumMap<>(Kind.class);

    MetadataBuilder into(MetadataBuilder metadata) {
        return metadata.exif(block(Kind.EXIF)).xmp(block(Kind.XMP)).profile(block(Kind.PROFILE))
                .photoshop(block(Kind.PHOTOSHOP)).iptc(block(Kind.IPTC));
    }

    private byte[] block(Kind kind) {
        return own.getOrDefault(kind, raw.get(kind));
    }

    /** False if it is none. */
    boolean exif(byte[] block) {
        return ExifBlock.of(block).filter(e -> put(own, Kind.EXIF, e) == Fate.TAKEN).isPresent();
    }

    /** False if there is another one already. */
    boolean xmp(byte[] packet) {
        return put(own, Kind.XMP, packet) == Fate.TAKEN;
    }

    void profile(byte[] icc) {
        put(own, Kind.PROFILE, icc);
    }

    Fate raw(String keyword, byte[] block, boolean grey) {
        byte[] content = without(block, PHOTOSHOP_HEAD);
        return switch (keyword) {
            case "exif", "APP1" -> startsWith(block, XMP_HEAD)
                    ? put(raw, Kind.XMP, without(block, XMP_HEAD))
                    : ExifBlock.of(block).map(e -> put(raw, Kind.EXIF, e)).orElse(Fate.TEXT);
            case "xmp" -> put(raw, Kind.XMP, block);
            case "icc", "icm" -> IccProfiles.fits(block, grey) ? put(raw, Kind.PROFILE, block) : Fate.LEFT_OUT;
            case "8bim" -> put(own, Kind.PHOTOSHOP, content);
            case "iptc" -> startsWith(content, RESOURCE)
                    ? put(raw, Kind.PHOTOSHOP, content)
                    : content.length > 0 && content[0] == IPTC_MARK ? put(raw, Kind.IPTC, content) : Fate.TEXT;
            default -> Fate.TEXT;
        };
    }

    private static Fate put(Map<Kind, byte[]> blocks, Kind kind, byte[] block) {
        byte[] first = blocks.putIfAbsent(kind, block);
        return first == null || Arrays.equals(first, block) ? Fate.TAKEN : Fate.LEFT_OUT;
    }

    private static byte[] without(byte[] block, byte[] head) {
        return startsWith(block, head) ? Arrays.copyOfRange(block, head.length, block.length) : block;
    }

    private static boolean startsWith(byte[] block, byte[] head) {
        return block.length >= head.length && Arrays.equals(block, 0, head.length, head, 0, head.length);
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
