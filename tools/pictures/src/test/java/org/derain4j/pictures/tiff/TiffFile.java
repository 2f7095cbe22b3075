package org.derain4j.pictures.tiff;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import org.derain4j.pictures.metadata.IfdBuilder;

/** A TIFF to be made for a test: any kind of samples, laid out in any way. Its samples are known by place. */
class TiffFile {

    static final int WIDTH = 37;
    static final int HEIGHT = 29;

    int width = WIDTH;
    int height = HEIGHT;
    int bits = 8;
    int samples = 3;
    int photometric = TiffLayout.RGB;
    int compression = TiffKinds.NONE;
    boolean planar;
    boolean big;
    boolean differences;
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    int[] extra = {};
    int tile;
    int rows = 8;
    /** More fields; may be changed until the file is made. */
    IfdBuilder fields;

    TiffFile() {
        with(order, false);
    }

    TiffFile with(ByteOrder anOrder, boolean isBig) {
        order = anOrder;
        big = isBig;
        fields = new IfdBuilder(order, big);
        return this;
    }

    TiffFile kind(int aPhotometric, int someSamples, int someBits) {
        photometric = aPhotometric;
        samples = someSamples;
        bits = someBits;
        return this;
    }

    /** What the picture has at a place: all levels occur, neighbours differ. */
    int sample(int x, int y, int band) {
        int max = (1 << bits) - 1;
        int level = switch (band) {
            case 0 -> x * max / (width - 1);
            case 1 -> y * max / Math.max(1, height - 1);
            case 2 -> (x + y) * max / (width + height - 2);
            default -> max - x * y * max / (width * height);
        };
        return level ^ (x * 7 + y * 3 + band) % Math.min(max + 1, 5);
    }

    byte[] bytes() throws IOException {
        int across = tile > 0 ? (width + tile - 1) / tile : 1;
        int segmentWidth = tile > 0 ? tile : width;
        int segmentHeight = tile > 0 ? tile : rows;
        int down = (height + segmentHeight - 1) / segmentHeight;
        int planes = planar ? samples : 1;
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[big ? 16 : 8]);
        long[] offsets = new long[across * down * planes];
        long[] counts = new long[offsets.length];
        for (int i = 0; i < offsets.length; i++) {
            int x = i % across * segmentWidth;
            int y = i / across % down * segmentHeight;
            int last = tile > 0 ? y + tile : Math.min(height, y + rows);
            byte[] packed = segment(x, y, segmentWidth, last - y, i / (across * down));
            offsets[i] = file.size();
            counts[i] = packed.length;
            file.writeBytes(Arrays.copyOf(packed, packed.length + (packed.length & 1)));
        }
        putLayout(offsets, counts, across > 0 && tile > 0);
        int at = file.size();
        file.writeBytes(fields.bytesAt(at));
        byte[] all = file.toByteArray();
        fields.header(at).get(all, 0, big ? 16 : 8);
        return all;
    }

    private void putLayout(long[] offsets, long[] counts, boolean tiles) {
        int[] allBits = new int[samples];
        Arrays.fill(allBits, bits);
        fields.putLong(256, width).putLong(257, height).putShorts(258, allBits).putShorts(259, compression)
                .putShorts(262, photometric).putShorts(277, samples).putShorts(284, planar ? 2 : 1);
        if (tiles) {
            fields.putLong(322, tile).putLong(323, tile).putOffsets(324, offsets).putOffsets(325, counts);
        } else {
            fields.putLong(278, rows).putOffsets(273, offsets).putOffsets(279, counts);
        }
        if (extra.length > 0) {
            fields.putShorts(338, extra);
        }
        if (differences) {
            fields.putShorts(317, 2);
        }
    }

    private byte[] segment(int fromX, int fromY, int columns, int someRows, int plane) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        int together = planar ? 1 : samples;
        for (int y = fromY; y < fromY + someRows; y++) {
            int[] row = new int[columns * together];
            for (int i = 0; i < row.length; i++) {
                int x = fromX + i / together;
                row[i] = x < width && y < height ? sample(x, y, planar ? plane : i % together) : 0;
            }
            for (int i = row.length - 1; differences && i >= together; i--) {
                row[i] = row[i] - row[i - together] & (1 << bits) - 1;
            }
            plain.writeBytes(packed(row));
        }
        return compressed(plain.toByteArray());
    }

    private byte[] packed(int[] row) {
        ByteBuffer bytes = ByteBuffer.allocate((row.length * bits + 7) / 8).order(order);
        int held = 0;
        int buffer = 0;
        for (int v : row) {
            if (bits == 16) {
                bytes.putShort((short) v);
                continue;
            }
            buffer = buffer << bits | v;
            held += bits;
            while (held >= 8) {
                held -= 8;
                bytes.put((byte) (buffer >>> held));
            }
        }
        if (held > 0) {
            bytes.put((byte) (buffer << 8 - held));
        }
        return bytes.array();
    }

    private byte[] compressed(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        switch (compression) {
            case TiffKinds.LZW -> {
                try (OutputStream out = new LzwOutputStream(packed)) {
                    out.write(plain);
                }
            }
            case TiffKinds.DEFLATE, TiffKinds.OLD_DEFLATE -> {
                try (OutputStream out = new DeflaterOutputStream(packed)) {
                    out.write(plain);
                }
            }
            case TiffKinds.PACK_BITS -> packBits(plain, packed);
            default -> packed.writeBytes(plain);
        }
        return packed.toByteArray();
    }

    private static void packBits(byte[] plain, ByteArrayOutputStream packed) {
        for (int at = 0; at < plain.length;) {
            int same = 1;
            while (same < 128 && at + same < plain.length && plain[at + same] == plain[at]) {
                same++;
            }
            if (same > 1) {
                packed.write(1 - same);
                packed.write(plain[at]);
            } else {
                packed.write(0);
                packed.write(plain[at]);
                // A byte that means nothing.
                packed.write(-128);
            }
            at += same;
        }
    }

    Path in(Path folder) throws IOException {
        return Files.write(folder.resolve("test.tif"), bytes());
    }
}
