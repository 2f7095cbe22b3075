package org.derain4j.pictures.format;

import java.nio.ByteBuffer;

/** Photoshop's image resource blocks, as far as IPTC lies among them. */
final class PhotoshopResources {

    private static final int SIGNATURE = 0x3842494D;
    private static final short IPTC = 0x0404;
    /** Signature, number, an empty name, size. */
    private static final int HEADER = 12;

    private PhotoshopResources() {}

    /**
     * Whether IPTC is among them.
     *
     * @param resources one after the other
     * @return false also where they cannot be told apart
     */
    static boolean haveIptc(byte[] resources) {
        ByteBuffer in = ByteBuffer.wrap(resources);
        while (in.remaining() >= HEADER && in.getInt() == SIGNATURE) {
            if (in.getShort() == IPTC) {
                return true;
            }
            // Name and content are padded to even lengths, the name with its length.
            long size = 1 + (in.get(in.position()) & 0xFF);
            size += size % 2;
            if (size + Integer.BYTES > in.remaining()) {
                return false;
            }
            in.position(in.position() + (int) size);
            size = Integer.toUnsignedLong(in.getInt());
            size += size % 2;
            if (size > in.remaining()) {
                return false;
            }
            in.position(in.position() + (int) size);
        }
        return false;
    }

    /**
     * A resource of IPTC alone.
     *
     * @param iptc IIM datasets
     * @return the block
     */
    static byte[] ofIptc(byte[] iptc) {
        return ByteBuffer.allocate(HEADER + iptc.length + iptc.length % 2).putInt(SIGNATURE).putShort(IPTC)
                .putShort((short) 0).putInt(iptc.length).put(iptc).array();
    }
}
