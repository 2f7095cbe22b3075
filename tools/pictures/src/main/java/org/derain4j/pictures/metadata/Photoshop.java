package org.derain4j.pictures.metadata;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Photoshop's image resources, one after the other: a signature of four letters, a number, a name, a length and so many bytes. What
 * follows an error is carried along as it is.
 */
public final class Photoshop {

    private static final int RESOLUTION = 1005;
    private static final int IPTC = 1028;
    private static final List<Integer> THUMBNAILS = List.of(1033, 1036);
    private static final byte[] SIGNATURE = {'8', 'B', 'I', 'M'};
    private static final List<Integer> SIGNATURES = List.of("8BIM", "MeSa", "AgHg", "PHUT", "DCSR").stream()
            .map(text -> ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)).getInt()).toList();

    private Photoshop() {}

    /** Of one resource: where it begins, its data begin, its data end, and the next begins. */
    private record Resource(int id, int from, int data, int dataEnd, int end) {}

    /**
     * The resources of the same picture with its pixels changed: without thumbnails; horizontal and vertical resolutions change places if
     * the sides do.
     *
     * @param resources not changed
     * @param turned    whether they do
     * @return the new ones; maybe none
     */
    static byte[] upright(byte[] resources, boolean turned) {
        List<Resource> all = list(resources);
        ByteArrayOutputStream kept = new ByteArrayOutputStream(resources.length);
        for (Resource r : all) {
            if (turned && r.id == RESOLUTION && r.dataEnd - r.data == 16) {
                // A number of 32 bits and two units for each direction.
                kept.write(resources, r.from, r.data - r.from);
                kept.write(resources, r.data + 8, 8);
                kept.write(resources, r.data, 8);
            } else if (!THUMBNAILS.contains(r.id)) {
                kept.write(resources, r.from, r.end - r.from);
            }
        }
        int end = end(all);
        kept.write(resources, end, resources.length - end);
        return kept.toByteArray();
    }

    /**
     * The IPTC datasets among the resources.
     *
     * @param resources not changed
     * @return IIM
     */
    public static Optional<byte[]> iptc(byte[] resources) {
        return list(resources).stream().filter(r -> r.id == IPTC).findFirst()
                .map(r -> Arrays.copyOfRange(resources, r.data, r.dataEnd));
    }

    /**
     * Resources with other IPTC datasets.
     *
     * @param resources not changed; maybe none
     * @param datasets  IIM
     * @return the new ones
     */
    public static byte[] withIptc(byte[] resources, byte[] datasets) {
        ByteBuffer own = ByteBuffer.allocate(12 + datasets.length + (datasets.length & 1));
        own.put(SIGNATURE).putShort((short) IPTC).putShort((short) 0).putInt(datasets.length).put(datasets);
        ByteArrayOutputStream with = new ByteArrayOutputStream(resources.length + own.capacity());
        with.writeBytes(own.array());
        List<Resource> all = list(resources);
        all.stream().filter(r -> r.id != IPTC).forEach(r -> with.write(resources, r.from, r.end - r.from));
        int end = end(all);
        with.write(resources, end, resources.length - end);
        return with.toByteArray();
    }

    private static int end(List<Resource> all) {
        return all.isEmpty() ? 0 : all.getLast().end;
    }

    private static List<Resource> list(byte[] resources) {
        List<Resource> all = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(resources);
        int at = 0;
        while (bytes.limit() - at >= 12 && SIGNATURES.contains(bytes.getInt(at))) {
            int name = bytes.get(at + 6) & 0xFF;
            int length = at + 6 + (name + 2 & ~1);
            if (bytes.limit() - length < 4) {
                break;
            }
            int data = length + 4;
            int count = bytes.getInt(length);
            if (count < 0 || count > bytes.limit() - data) {
                break;
            }
            int dataEnd = data + count;
            int end = Math.min(dataEnd + (count & 1), bytes.limit());
            all.add(new Resource(bytes.getShort(at + 4) & 0xFFFF, at, data, dataEnd, end));
            at = end;
        }
        return all;
    }
}
