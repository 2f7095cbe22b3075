package org.derain4j.pictures.jpeg;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * XMP that is too large for one segment of a JPEG, as part 3 of its specification lays it down: a small packet that names the large one by
 * its MD5, and the large one in parts. The small one has nothing else in it, so that no property need be chosen; only such a pair is one
 * packet again when it is read.
 */
final class ExtendedXmp {

    static final String NAME = "http://ns.adobe.com/xmp/extension/\0";

    private static final int DIGEST = 32;
    private static final int HEADER = NAME.length() + DIGEST + 4 + 4;

    private static final String STANDARD = """
            <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
             <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
              <rdf:Description rdf:about="" xmlns:xmpNote="http://ns.adobe.com/xmp/note/" xmpNote:HasExtendedXMP="%s"/>
             </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="w"?>""";

    private final byte[] packet;
    private final String digest;

    /**
     * Splits.
     *
     * @param xmp a packet
     */
    ExtendedXmp(byte[] xmp) {
        packet = unwrapped(xmp);
        digest = digest(packet);
    }

    private ExtendedXmp(byte[] packet, String digest) {
        this.packet = packet;
        this.digest = digest;
    }

    /**
     * Puts together what {@link #standard()} and {@link #parts} have split.
     *
     * @param segments of a file
     * @return empty if the small packet is of another kind, or the parts are not all there
     */
    static Optional<ExtendedXmp> of(List<JpegSegment> segments) {
        List<JpegSegment> all = segments.stream().filter(s -> s.marker() == 0xE1).toList();
        return all.stream().filter(s -> s.named(JpegRecords.XMP)).findFirst()
                .map(s -> new String(s.from(JpegRecords.XMP.length()), StandardCharsets.UTF_8))
                .flatMap(standard -> joined(standard, all));
    }

    private static Optional<ExtendedXmp> joined(String standard, List<JpegSegment> segments) {
        int at = STANDARD.indexOf("%s");
        String digest = standard.substring(Math.min(at, standard.length()), Math.min(at + DIGEST, standard.length()));
        if (!standard.equals(STANDARD.formatted(digest))) {
            return Optional.empty();
        }
        Map<Integer, JpegSegment> byOffset = new TreeMap<>(Integer::compareUnsigned);
        segments.stream().filter(s -> s.named(NAME + digest) && s.length() >= HEADER)
                .forEach(s -> byOffset.putIfAbsent(s.whole().getInt(s.offset() + HEADER - 4), s));
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        byOffset.values().forEach(s -> whole.writeBytes(s.from(HEADER)));
        byte[] packet = whole.toByteArray();
        // The digest vouches for the lengths, too.
        return digest(packet).equals(digest) ? Optional.of(new ExtendedXmp(packet, digest)) : Optional.empty();
    }

    private static String digest(byte[] packet) {
        try {
            return HexFormat.of().withUpperCase().formatHex(MessageDigest.getInstance("MD5").digest(packet));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    /** Without the processing instructions around it, which only a packet that is found by searching needs. */
    private static byte[] unwrapped(byte[] xmp) {
        String text = new String(xmp, StandardCharsets.ISO_8859_1);
        if (!text.startsWith("<?xpacket") || !text.contains("?>")) {
            return xmp;
        }
        int begin = text.indexOf("?>") + 2;
        int end = text.lastIndexOf("<?xpacket end");
        return text.substring(begin, end < begin ? text.length() : end).strip().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The large packet. */
    byte[] packet() {
        return packet;
    }

    /** Whether a segment is one of its parts. */
    boolean hasPart(JpegSegment segment) {
        return segment.named(NAME + digest);
    }

    /** The small packet. */
    byte[] standard() {
        return STANDARD.formatted(digest).getBytes(StandardCharsets.UTF_8);
    }

    /** The contents of the segments with the large one, each at most that long. */
    List<byte[]> parts(int longest) {
        List<byte[]> parts = new ArrayList<>();
        for (int at = 0; at < packet.length; at += longest - HEADER) {
            int length = Math.min(packet.length - at, longest - HEADER);
            parts.add(ByteBuffer.allocate(HEADER + length)
                    .put((NAME + digest).getBytes(StandardCharsets.ISO_8859_1)).putInt(packet.length).putInt(at)
                    .put(packet, at, length).array());
        }
        return parts;
    }
}
