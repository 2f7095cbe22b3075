package org.derain4j.weights;

import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/** The checksum of TensorFlow's files: CRC-32C, masked so that sums of data that hold sums stay well distributed. */
final class MaskedCrc {

    private static final int MASK = 0xa282ead8;

    private MaskedCrc() {}

    /** Of at most 2 GiB. */
    static int of(MemorySegment bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.asByteBuffer());
        return of(crc);
    }

    static int of(CRC32C crc) {
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    /** Throws where the stored checksum is not the one found. */
    static void verify(int found, int stored, String part, Origin origin) throws WeightFormatException {
        if (found != stored) {
            throw origin.damage("the checksum of %s does not match: stored %08x, found %08x; get a fresh copy"
                    .formatted(part, stored, found));
        }
    }
}
