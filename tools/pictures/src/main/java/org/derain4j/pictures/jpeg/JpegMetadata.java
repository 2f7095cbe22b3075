package org.derain4j.pictures.jpeg;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.derain4j.pictures.format.OwnLosses;
import org.derain4j.pictures.metadata.Metadata;
import org.derain4j.pictures.metadata.OwnRecord;
import org.derain4j.pictures.metadata.Photoshop;
import org.derain4j.pictures.metadata.Resolution;
import org.derain4j.pictures.metadata.Text;

/**
 * Writes the segments in which a JPEG carries metadata, in the order that most programs expect: resolution, EXIF, XMP, profile, Photoshop's,
 * others, comments.
 *
 * @param metadata what there is
 * @param same     whether it came from a JPEG
 */
record JpegMetadata(Metadata metadata, boolean same) {

    private static final int MOST_EXIF = JpegSegment.LONGEST - JpegRecords.EXIF.length();
    private static final int MOST_XMP = JpegSegment.LONGEST - JpegRecords.XMP.length();
    private static final int PROFILE_PART = JpegSegment.LONGEST - JpegProfile.HEADER;
    private static final int PHOTOSHOP_PART = JpegSegment.LONGEST - JpegRecords.PHOTOSHOP.length();
    private static final int MOST_PARTS = 255;
    private static final int MOST_DOTS = 0xFFFF;

    /** What cannot be kept, a noun phrase each. */
    List<String> losses() {
        List<String> losses = new ArrayList<>();
        if (metadata.exif().isPresent() && !keepsExif()) {
            losses.add("its EXIF data, larger than a JPEG holds");
        }
        if (metadata.profile().isPresent() && !keepsProfile()) {
            losses.add("its colour profile, larger than a JPEG holds");
        }
        if (metadata.iptc().isPresent() && !keepsIptc()) {
            losses.add("its IPTC data outside of Photoshop's");
        }
        if (metadata.resolution().isPresent() && !keepsResolution()) {
            losses.add("its resolution");
        }
        if (!same) {
            losses.addAll(OwnLosses.of(metadata));
        }
        return losses;
    }

    private boolean keepsExif() {
        return metadata.exif().filter(exif -> exif.length <= MOST_EXIF).isPresent();
    }

    private boolean keepsProfile() {
        return metadata.profile().filter(icc -> Math.ceilDiv(icc.length, PROFILE_PART) <= MOST_PARTS).isPresent();
    }

    private boolean keepsIptc() {
        Optional<byte[]> among = metadata.photoshop().flatMap(Photoshop::iptc);
        return among.isEmpty() || metadata.iptc().filter(own -> Arrays.equals(own, among.get())).isPresent();
    }

    private boolean keepsResolution() {
        return metadata.resolution().filter(r -> dots(r.x()) && dots(r.y())).isPresent();
    }

    private static boolean dots(double resolution) {
        return Math.round(resolution) >= 1 && Math.round(resolution) <= MOST_DOTS;
    }

    /** Writes all that can be kept. */
    void write(OutputStream out) throws IOException {
        if (keepsResolution() || metadata.exif().isEmpty()) {
            writeJfif(out);
        }
        if (keepsExif()) {
            segment(out, 0xE1, JpegRecords.EXIF, metadata.exif().orElseThrow());
        }
        if (metadata.xmp().isPresent()) {
            writeXmp(out, metadata.xmp().orElseThrow());
        }
        if (keepsProfile()) {
            writeProfile(out, metadata.profile().orElseThrow());
        }
        byte[] photoshop = photoshop();
        for (int at = 0; at < photoshop.length; at += PHOTOSHOP_PART) {
            segment(out, 0xED, JpegRecords.PHOTOSHOP, part(photoshop, at, PHOTOSHOP_PART));
        }
        List<String> comments = new ArrayList<>(
                metadata.texts().stream().map(JpegMetadata::comment).filter(Objects::nonNull).toList());
        if (same) {
            for (OwnRecord own : metadata.own()) {
                if (own.name().equals(JpegRecords.COMMENT)) {
                    comments.remove(JpegRecords.text(own.bytes()));
                    segment(out, JpegSegment.COM, "", own.bytes());
                } else {
                    segment(out, marker(own.name()), "", own.bytes());
                }
            }
        }
        for (String comment : comments) {
            writeComment(out, comment.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Of an own record: what has a name instead of a number lies beside EXIF and XMP. */
    private static int marker(String name) {
        return name.startsWith(JpegRecords.APPLICATION)
                ? JpegSegment.APP0 + Integer.parseInt(name.substring(JpegRecords.APPLICATION.length()))
                : 0xE1;
    }

    private static void segment(OutputStream out, int marker, String name, byte[] content) throws IOException {
        byte[] named = name.getBytes(StandardCharsets.ISO_8859_1);
        int length = 2 + named.length + content.length;
        out.write(new byte[]{(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length});
        out.write(named);
        out.write(content);
    }

    private static byte[] part(byte[] whole, int at, int most) {
        return Arrays.copyOfRange(whole, at, Math.min(whole.length, at + most));
    }

    private void writeJfif(OutputStream out) throws IOException {
        ByteBuffer jfif = ByteBuffer.allocate(9).putShort((short) 0x0101);
        Resolution r = metadata.resolution().filter(_ -> keepsResolution())
                .map(JpegMetadata::inWholeDots).orElse(new Resolution(1, 1, Resolution.Unit.NONE));
        jfif.put((byte) r.unit().ordinal()).putShort((short) Math.round(r.x())).putShort((short) Math.round(r.y()));
        segment(out, JpegSegment.APP0, "JFIF\0", jfif.array());
    }

    /** PNG's metres give fractions of what was an inch. */
    private static Resolution inWholeDots(Resolution stated) {
        Resolution inch = stated.perInch();
        boolean whole = stated.x() == Math.rint(stated.x()) && stated.y() == Math.rint(stated.y());
        return whole || !dots(inch.x()) || !dots(inch.y()) ? stated : inch;
    }

    private void writeXmp(OutputStream out, byte[] xmp) throws IOException {
        if (xmp.length <= MOST_XMP) {
            segment(out, 0xE1, JpegRecords.XMP, xmp);
            return;
        }
        ExtendedXmp extended = new ExtendedXmp(xmp);
        segment(out, 0xE1, JpegRecords.XMP, extended.standard());
        for (byte[] part : extended.parts(JpegSegment.LONGEST)) {
            segment(out, 0xE1, "", part);
        }
    }

    private static void writeProfile(OutputStream out, byte[] icc) throws IOException {
        int count = Math.ceilDiv(icc.length, PROFILE_PART);
        for (int i = 0; i < count; i++) {
            byte[] part = part(icc, i * PROFILE_PART, PROFILE_PART);
            byte[] numbered = ByteBuffer.allocate(2 + part.length).put((byte) (i + 1)).put((byte) count).put(part)
                    .array();
            segment(out, 0xE2, JpegProfile.NAME, numbered);
        }
    }

    private byte[] photoshop() {
        byte[] resources = metadata.photoshop().orElse(new byte[0]);
        return metadata.iptc().filter(_ -> Photoshop.iptc(resources).isEmpty())
                .map(iptc -> Photoshop.withIptc(resources, iptc)).orElse(resources);
    }

    private static String comment(Text text) {
        return text.keyword().equals(Text.COMMENT) ? text.text() : text.keyword() + ": " + text.text();
    }

    /** A comment that is too long for one segment goes on in the next, at the beginning of a character. */
    private static void writeComment(OutputStream out, byte[] text) throws IOException {
        int at = 0;
        do {
            int end = Math.min(text.length, at + JpegSegment.LONGEST);
            while (end < text.length && (text[end] & 0xC0) == 0x80) {
                end--;
            }
            segment(out, JpegSegment.COM, "", Arrays.copyOfRange(text, at, end));
            at = end;
        } while (at < text.length);
    }
}
