package org.derain4j.pictures.png;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.derain4j.pictures.format.ExifBlock;
import org.derain4j.pictures.format.IccProfiles;
import org.derain4j.pictures.metadata.MetadataBuilder;

/** The blocks that a PNG can hold both in chunks of their own, which are believed first, and as {@link RawProfile}s. */
final class PngBlocks {

    private static final byte[] XMP_HEAD = latin("http://ns.adobe.com/xap/1.0/\0");
    private static final byte[] PHOTOSHOP_HEAD = latin("Photoshop 3.0\0");
    private static final byte[] RESOURCE = latin("8BIM");
    private static final byte IPTC_MARK = 0x1C;

    private byte[] exif;
    private byte[] rawExif;
    private byte[] xmp;
    private byte[] rawXmp;
    private byte[] profile;
    private byte[] rawProfile;
    private byte[] photoshop;
    private byte[] iptcAsPhotoshop;
    private byte[] iptc;

    MetadataBuilder into(MetadataBuilder metadata) {
        return metadata.exif(exif != null ? exif : rawExif).xmp(xmp != null ? xmp : rawXmp)
                .profile(profile != null ? profile : rawProfile)
                .photoshop(photoshop != null ? photoshop : iptcAsPhotoshop).iptc(iptc);
    }

    /** False if it is none. */
    boolean exif(byte[] block) {
        exif = ExifBlock.of(block).orElse(null);
        return exif != null;
    }

    /** False if there is one already. */
    boolean xmp(byte[] packet) {
        if (xmp != null) {
            return false;
        }
        xmp = packet;
        return true;
    }

    void profile(byte[] icc) {
        profile = icc;
    }

    /** False if it is to be carried as a text. */
    boolean raw(String kind, byte[] block, boolean grey) {
        switch (kind) {
            case "exif", "APP1" -> {
                if (startsWith(block, XMP_HEAD)) {
                    rawXmp = without(block, XMP_HEAD);
                    return true;
                }
                rawExif = ExifBlock.of(block).orElse(null);
                return rawExif != null;
            }
            case "xmp" -> rawXmp = block;
            case "icc", "icm" -> rawProfile = IccProfiles.fits(block, grey) ? block : null;
            case "8bim" -> photoshop = without(block, PHOTOSHOP_HEAD);
            case "iptc" -> {
                byte[] content = without(block, PHOTOSHOP_HEAD);
                if (startsWith(content, RESOURCE)) {
                    iptcAsPhotoshop = content;
                } else if (content.length > 0 && content[0] == IPTC_MARK) {
                    iptc = content;
                } else {
                    return false;
                }
            }
            default -> {
                return false;
            }
        }
        return true;
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
