package org.derain4j.pictures.metadata;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A camera's EXIF block, made by hand: every place in it is known. */
public final class ExifBlocks {

    public static final int MAKER_NOTE = 300;
    public static final int MAKER_NOTE_BYTES = 40;
    static final int THUMBNAIL_BYTES = 100;

    private ExifBlocks() {}

    /**
     * A block of orientation, sizes 40 x 30 in both directories, resolution 300 x 72, software and a maker note that holds the place of
     * its own; its thumbnail is the last thing in it, or has some bytes after it.
     */
    public static byte[] camera(ByteOrder order, int orientation, boolean thumbnailLast) {
        ByteBuffer b = ByteBuffer.allocate(600).order(order);
        b.put(order == ByteOrder.LITTLE_ENDIAN ? new byte[]{'I', 'I'} : new byte[]{'M', 'M'}).putShort((short) 42)
                .putInt(8);
        b.putShort((short) 7);
        entry(b, 0x0100, 4, 1, 40);
        entry(b, 0x0101, 3, 1, 30);
        entry(b, 0x0112, 3, 1, orientation);
        entry(b, 0x011A, 5, 1, 150);
        entry(b, 0x011B, 5, 1, 158);
        entry(b, 0x0131, 2, 20, 166);
        entry(b, 0x8769, 4, 1, 200);
        b.putInt(400);
        b.putInt(150, 300).putInt(154, 1).putInt(158, 72).putInt(162, 1);
        b.put(166, "firmware 1.2.3 of x".getBytes(StandardCharsets.US_ASCII));
        b.position(200).putShort((short) 3);
        entry(b, 0x927C, 7, MAKER_NOTE_BYTES, MAKER_NOTE);
        entry(b, 0xA002, 3, 1, 40);
        entry(b, 0xA003, 4, 1, 30);
        b.putInt(0);
        for (int i = 0; i < MAKER_NOTE_BYTES; i += 4) {
            b.putInt(MAKER_NOTE + i, MAKER_NOTE + i);
        }
        b.position(400).putShort((short) 2);
        entry(b, 0x0201, 4, 1, 440);
        entry(b, 0x0202, 4, 1, THUMBNAIL_BYTES);
        b.putInt(0);
        for (int i = 0; i < THUMBNAIL_BYTES; i++) {
            b.put(440 + i, (byte) (i + 1));
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(b.array(), 0, 440 + THUMBNAIL_BYTES);
        if (!thumbnailLast) {
            all.writeBytes("more".getBytes(StandardCharsets.US_ASCII));
        }
        return all.toByteArray();
    }

    static void entry(ByteBuffer b, int tag, int type, int count, int value) {
        b.putShort((short) tag).putShort((short) type).putInt(count);
        if (type == 3 && count == 1) {
            b.putShort((short) value).putShort((short) 0);
        } else {
            b.putInt(value);
        }
    }
}
