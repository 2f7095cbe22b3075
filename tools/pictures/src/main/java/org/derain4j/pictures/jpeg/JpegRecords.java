package org.derain4j.pictures.jpeg;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.derain4j.pictures.format.ExifBlock;
import org.derain4j.pictures.metadata.Metadata;
import org.derain4j.pictures.metadata.MetadataBuilder;
import org.derain4j.pictures.metadata.OwnRecord;
import org.derain4j.pictures.metadata.Resolution;
import org.derain4j.pictures.metadata.Text;

/**
 * Gathers what the segments of a JPEG say beside its pixels. Left out is what would lie of a result: thumbnails of JFIF, signatures of the
 * old pixels, and what points to further pictures behind the first.
 */
final class JpegRecords {

    static final String EXIF = "Exif\0\0";
    static final String XMP = "http://ns.adobe.com/xap/1.0/\0";
    static final String PHOTOSHOP = "Photoshop 3.0\0";
    static final String COMMENT = "COM";
    /** Before the number of an application's segment: how own records are called, unless users know them by what they are. */
    static final String APPLICATION = "APP";
    /** In {@code APP1}, as far as it is not read. */
    static final String DAMAGED_EXIF = "damaged EXIF";
    /** In {@code APP1}: parts of a packet that others have split, and the rest of which has properties of its own. */
    static final String EXTENDED_XMP = "extended XMP";

    private static final String GAIN_MAP = "urn:iso:std:iso:ts:21496:-1\0";

    private final JpegSegments segments;
    private final List<String> notes;
    private final MetadataBuilder metadata = Metadata.builder();
    private final ByteArrayOutputStream photoshop = new ByteArrayOutputStream();
    private final JpegAppendix appendix = new JpegAppendix();
    private final List<JpegSegment> profile = new ArrayList<>();
    private final Optional<ExtendedXmp> extended;
    private byte[] exif;
    private byte[] xmp;
    private boolean damaged;
    private boolean signed;

    /**
     * Gathers.
     *
     * @param segments of the file
     * @param notes    take what was left out
     */
    JpegRecords(JpegSegments segments, List<String> notes) {
        this.segments = segments;
        this.notes = notes;
        extended = ExtendedXmp.of(segments.all());
        segments.all().stream().filter(s -> JpegSegment.isAside(s.marker())).forEach(this::take);
        if (segments.lies()) {
            notes.add("a block of its metadata has an impossible length and was left out.");
        }
        if (damaged) {
            notes.add("its EXIF data are damaged and were not read.");
        }
        if (signed) {
            notes.add("its content credentials (JUMBF) were left out; they hold for the pixels as they were.");
        }
        metadata.exif(exif).photoshop(photoshop.size() == 0 ? null : photoshop.toByteArray());
        metadata.xmp(xmp);
        appendix.tell(xmp, segments.rest(), notes);
    }

    /** All but the profile. */
    MetadataBuilder metadata() {
        return metadata;
    }

    /**
     * The colour profile.
     *
     * @param space what the pixels are in the words of ICC
     * @return the profile, if there is a sound one
     */
    Optional<byte[]> profile(String space) {
        return JpegProfile.of(profile, space, notes);
    }

    private void take(JpegSegment segment) {
        boolean known = switch (segment.marker()) {
            case 0xE0 -> takeJfif(segment);
            case 0xE1 -> takeExifOrXmp(segment);
            case 0xE2 -> takeProfileOrAppendix(segment);
            case 0xE8 -> segment.named("SPIFF\0");
            case 0xEB -> {
                signed = true;
                yield true;
            }
            case 0xED -> takePhotoshop(segment);
            case 0xEE -> segment.named("Adobe");
            case JpegSegment.COM -> takeComment(segment);
            default -> false;
        };
        if (!known) {
            metadata.add(new OwnRecord(APPLICATION + (segment.marker() - JpegSegment.APP0), segment.from(0)));
        }
    }

    private boolean takeJfif(JpegSegment segment) {
        if (segment.named("JFIF\0") && segment.length() >= 12) {
            int x = segment.u16(8);
            int y = segment.u16(10);
            Resolution.Unit unit = switch (segment.u8(7)) {
                case 1 -> Resolution.Unit.INCH;
                case 2 -> Resolution.Unit.CENTIMETRE;
                default -> Resolution.Unit.NONE;
            };
            if (x > 0 && y > 0) {
                metadata.resolution(new Resolution(x, y, unit));
            }
        }
        return segment.named("JFIF\0") || segment.named("JFXX\0");
    }

    private boolean takeExifOrXmp(JpegSegment segment) {
        if (exif == null && segment.named(EXIF)) {
            byte[] content = segment.from(0);
            exif = ExifBlock.of(content).orElse(null);
            if (exif == null) {
                damaged = true;
                metadata.add(new OwnRecord(DAMAGED_EXIF, content));
            }
            return true;
        }
        if (xmp == null && segment.named(XMP)) {
            xmp = extended.map(ExtendedXmp::packet).orElseGet(() -> segment.from(XMP.length()));
            return true;
        }
        if (segment.named(ExtendedXmp.NAME)) {
            if (extended.filter(packet -> packet.hasPart(segment)).isEmpty()) {
                metadata.add(new OwnRecord(EXTENDED_XMP, segment.from(0)));
            }
            return true;
        }
        return false;
    }

    private boolean takeProfileOrAppendix(JpegSegment segment) {
        if (segment.named(JpegProfile.NAME)) {
            profile.add(segment);
            return true;
        }
        if (segment.named(GAIN_MAP)) {
            appendix.gainMap();
            return true;
        }
        if (segment.named("MPF\0")) {
            appendix.pictures(segment.from(4));
            return true;
        }
        return false;
    }

    private boolean takePhotoshop(JpegSegment segment) {
        if (!segment.named(PHOTOSHOP)) {
            return false;
        }
        photoshop.writeBytes(segment.from(PHOTOSHOP.length()));
        return true;
    }

    /** Where a text would not give the same bytes, these are kept, too. */
    private boolean takeComment(JpegSegment segment) {
        byte[] bytes = segment.from(0);
        String text = text(bytes);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            metadata.add(new OwnRecord(COMMENT, bytes));
        }
        metadata.add(new Text(Text.COMMENT, text));
        return true;
    }

    /** A comment's text: UTF-8, or else Latin 1, without the zero that some programs end it with. */
    static String text(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, end)).toString();
        } catch (CharacterCodingException _) {
            return new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
        }
    }
}
