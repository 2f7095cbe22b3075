package org.derain4j.pictures.tiff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.derain4j.pictures.metadata.IfdBuilder;
import org.derain4j.pictures.metadata.OwnRecord;

/** A field of a TIFF as a record that says all that is needed to write it again: byte order, type, value. */
final class TiffOwn {

    private static final int HEAD = 4;

    private TiffOwn() {}

    static OwnRecord record(int tag, int type, byte[] value, ByteOrder order) {
        ByteBuffer all = ByteBuffer.allocate(HEAD + value.length);
        all.putShort((short) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M')).putShort((short) type).put(value);
        return new OwnRecord(Integer.toString(tag), all.array());
    }

    /** Puts it back. */
    static void put(OwnRecord record, IfdBuilder to) {
        ByteBuffer all = ByteBuffer.wrap(record.bytes());
        ByteOrder order = all.getShort() == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        int type = all.getShort();
        int tag = Integer.parseInt(record.name());
        to.put(tag, type, Arrays.copyOfRange(record.bytes(), HEAD, record.bytes().length), order);
    }
}
