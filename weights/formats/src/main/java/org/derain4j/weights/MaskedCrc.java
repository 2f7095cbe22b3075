package org.derain4j.weights;

import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/** The checksum of TensorFlow's files: CRC-32C, masked so that sums of data that hold sums stay well distributed. */
final class MaskedCrc {

    private static final int MASK = 0xa282ead8;
    /** Byte buffers end at 2 GiB. */
    private static final long STEP = 1L << 30;

    private MaskedCrc() {}

    static int of(MemorySegment bytes) {
        CRC32C crc = new CRC32C();
        for (long start = 0; start < bytes.byteSize(); start += STEP) {
            crc.update(bytes.asSlice(start, Math.min(STEP, bytes.byteSize() - start)).asByteBuffer());
        }
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    /** Throws where the stored checksum is not that of the bytes. */
    static void verify(MemorySegment bytes, int stored, String part, Origin origin) throws WeightFormatException {
        int found = of(bytes);
        if (found != stored) {
            throw origin.damage("the checksum of %s does not match: stored %08x, found %08x; get a fresh copy"
                    .formatted(part, stored, found));
        }
    }
}
