package org.derain4j.pictures.jpeg;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.derain4j.pictures.metadata.Xmp;

/**
 * What some cameras put behind the first picture: smaller pictures, a gain map for HDR screens, a video. It shows the rain, and is not
 * kept; so it is said.
 */
final class JpegAppendix {

    private static final int NUMBER_OF_PICTURES = 0xB001;

    private final Set<Xmp.Promise> promises = EnumSet.noneOf(Xmp.Promise.class);
    private long pictures = 1;

    /** A segment tells of a gain map. */
    void gainMap() {
        promises.add(Xmp.Promise.GAIN_MAP);
    }

    /**
     * The list of the pictures in the file (CIPA's multi-picture format).
     *
     * @param list a TIFF structure
     */
    void pictures(byte[] list) {
        try {
            ByteBuffer in = ByteBuffer.wrap(list);
            in.order(in.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            in.position(in.getInt(4));
            for (int entries = in.getShort() & 0xFFFF; entries > 0; entries--) {
                int tag = in.getShort() & 0xFFFF;
                in.position(in.position() + 6);
                int value = in.getInt();
                if (tag == NUMBER_OF_PICTURES) {
                    pictures = Integer.toUnsignedLong(value);
                }
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException _) {
            // The list lies; the pictures behind the first are not read anyway.
        }
    }

    /**
     * Says what is left out.
     *
     * @param xmp   of the first picture, or null
     * @param bytes how many there are behind the first picture
     * @param notes take a sentence each
     */
    void tell(byte[] xmp, int bytes, List<String> notes) {
        if (xmp != null) {
            promises.addAll(Xmp.promises(xmp));
        }
        boolean gainMap = promises.contains(Xmp.Promise.GAIN_MAP);
        if (gainMap) {
            notes.add("its gain map for HDR screens was left out.");
        }
        if (promises.contains(Xmp.Promise.VIDEO)) {
            notes.add("its video was left out.");
        }
        if (bytes > 0 && pictures > (gainMap ? 2 : 1)) {
            notes.add("only the first of its %d pictures is kept.".formatted(pictures));
        } else if (bytes > 0 && promises.isEmpty()) {
            notes.add("the %d bytes after its end were left out.".formatted(bytes));
        }
    }
}
