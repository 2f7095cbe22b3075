package org.derain4j.pictures.jpeg;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.stream.ImageInputStream;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.SlicedInputStream;

/**
 * What of a JPEG its pixels need, brought into order: no application's data, the colours said as the decoder understands them, a height in
 * the header, every scan new, and an end. The decoder then has nothing to stumble over but the coded pixels themselves.
 */
final class JpegPixels {

    /** Enough to bring each coefficient of three components on its own; files in the wild have about ten, those of optimizers some dozen. */
    static final int MOST_SCANS = 200;

    /** The Huffman tables of the standard's annex K, which frames of films leave out. */
    private static final byte[] STANDARD_TABLES = HexFormat.of().parseHex("ffc401a2"
            + "0000010501010101010100000000000000000102030405060708090a0b"
            + "0100030101010101010101010000000000000102030405060708090a0b"
            + "100002010303020403050504040000017d01020300041105122131410613516107227114328191a1082342b1c11552d1f024336272"
            + "82090a161718191a25262728292a3435363738393a434445464748494a535455565758595a636465666768696a73747576777879"
            + "7a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8"
            + "d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa"
            + "1100020102040403040705040400010277000102031104052131061241510761711322328108144291a1b1c109233352f0156272d1"
            + "0a162434e125f11718191a262728292a35363738393a434445464748494a535455565758595a636465666768696a737475767778"
            + "797a82838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6"
            + "d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa");

    private final JpegFrame frame;
    private final JpegProgress progress;
    private final List<ByteBuffer> slices = new ArrayList<>();
    private long coded;
    private int scans;
    private int strayScans;

    /**
     * Gathers it.
     *
     * @param segments of the file
     * @param frame    their header
     * @param colours  what the components are
     * @throws DamagedException if there are no pixels, or far too many scans
     */
    JpegPixels(JpegSegments segments, JpegFrame frame, JpegColours colours) throws DamagedException {
        this.frame = frame;
        progress = new JpegProgress(frame);
        slices.add(ByteBuffer.wrap(new byte[]{(byte) 0xFF, (byte) JpegSegment.SOI}));
        slices.add(ByteBuffer.wrap(colours.marker()));
        if (segments.all(JpegSegment.DHT).isEmpty()) {
            slices.add(ByteBuffer.wrap(STANDARD_TABLES));
        }
        boolean taken = false;
        for (JpegSegment segment : segments.all()) {
            if (segment.marker() != JpegSegment.CODED && !frame.progressive() && progress.complete()) {
                break;
            }
            if (segment.marker() == JpegSegment.SOS) {
                taken = take(segment);
            } else if (segment.marker() != JpegSegment.CODED) {
                add(segment);
            } else if (taken) {
                coded += segment.length();
                slices.add(segment.whole());
            }
        }
        if (scans == strayScans) {
            throw DamagedException.broken("its pixels are missing", null);
        }
    }

    private boolean take(JpegSegment sos) throws DamagedException {
        if (++scans > MOST_SCANS) {
            throw DamagedException.broken("it has more than " + MOST_SCANS + " scans", null);
        }
        if (!progress.add(sos)) {
            strayScans++;
            return false;
        }
        slices.add(frame.progressive() || frame.lossless() ? sos.whole() : sequential(sos));
        return true;
    }

    /** With the limits that a sequential scan has in any case; some cameras put others. */
    private static ByteBuffer sequential(JpegSegment sos) {
        ByteBuffer copy = copy(sos);
        copy.put(copy.capacity() - 3, (byte) 0).put(copy.capacity() - 2, (byte) 63).put(copy.capacity() - 1, (byte) 0);
        return copy;
    }

    private void add(JpegSegment segment) {
        switch (segment.marker()) {
            case JpegSegment.DQT, JpegSegment.DHT, JpegSegment.DRI -> slices.add(segment.whole());
            default -> {
                if (JpegSegment.isFrame(segment.marker())) {
                    slices.add(copy(segment).putShort(5, (short) frame.height()));
                }
            }
        }
    }

    private static ByteBuffer copy(JpegSegment segment) {
        ByteBuffer whole = segment.whole();
        return ByteBuffer.allocate(whole.remaining()).put(whole).rewind();
    }

    /**
     * Whether there is what there should be; told before anything is decoded.
     *
     * @param ended   whether the file had an end
     * @param lenient whether what is missing is only noted
     * @param notes   take a sentence each
     * @return whether all is there
     * @throws DamagedException if something is missing
     */
    boolean requireWhole(boolean ended, boolean lenient, List<String> notes) throws DamagedException {
        List<String> faults = new ArrayList<>();
        if (strayScans > 0) {
            faults.add(strayScans + " of its " + scans + " scans are out of order");
        }
        if (!progress.allBegun()) {
            faults.add("a part of its colours is missing");
        } else if (!progress.complete() && !ended) {
            faults.add("its last scans are missing");
        } else if (!progress.complete()) {
            notes.add("its scans do not bring all detail; it is taken as it is.");
        }
        // A code has at least one bit, and every block at least one code. Where it is taken anyway, the decoder tells from where on.
        if (!lenient && coded * Byte.SIZE < frame.blocks()) {
            faults.add("it is cut short");
        }
        if (!faults.isEmpty() && !lenient) {
            throw DamagedException.cutShort(faults.getFirst(), null);
        }
        faults.forEach(fault -> notes.add(fault + "; it is taken as far as it goes."));
        return faults.isEmpty();
    }

    /**
     * A stream of what the decoder needs.
     *
     * @param ended whether there is to be an end
     * @return the stream
     */
    ImageInputStream stream(boolean ended) {
        List<ByteBuffer> all = new ArrayList<>(slices);
        if (ended) {
            all.add(ByteBuffer.wrap(new byte[]{(byte) 0xFF, (byte) JpegSegment.EOI}));
        }
        return new SlicedInputStream(all);
    }

    /** Whether rows come one after the other, so that the part that is missing can be told. */
    boolean rowByRow() {
        return !frame.progressive() && !frame.lossless() && scans == 1;
    }
}
