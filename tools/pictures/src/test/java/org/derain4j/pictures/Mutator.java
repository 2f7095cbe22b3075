package org.derain4j.pictures;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Changes small pictures of all kinds at random, the same way for the same seed. {@code judges/kinds.py} has made the pictures. */
final class Mutator {

    /** A picture, and which it was. */
    record Mutant(String name, byte[] bytes) {}

    /** Sizes, offsets and counts that tempt. */
    private static final long[] EXTREMES = {0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFF,
        0x7FFFFFFF, 0x80000000L,
        0xFFFFFFFEL, 0xFFFFFFFFL};
    /** Where most formats say what follows. */
    private static final int HEAD = 200;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

    private final List<Mutant> kinds;

    Mutator() {
        kinds = kinds();
    }

    static List<Mutant> kinds() {
        List<Mutant> kinds = new ArrayList<>();
        try (InputStream in = Mutator.class.getResourceAsStream("kinds.zip");
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                kinds.add(new Mutant(entry.getName(), zip.readAllBytes()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return kinds;
    }

    Mutant mutant(long seed) {
        Random random = new Random(seed);
        Mutant kind = kinds.get((int) (seed % kinds.size()));
        byte[] bytes = kind.bytes();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            bytes = changed(bytes, random);
        }
        if (random.nextInt(4) > 0) {
            mendChecksums(bytes);
        }
        return new Mutant(kind.name(), bytes);
    }

    private byte[] changed(byte[] bytes, Random random) {
        if (bytes.length < 8) {
            return bytes;
        }
        int at = place(bytes, random);
        int length = 1 + random.nextInt(Math.min(bytes.length - at, 64));
        return switch (random.nextInt(8)) {
            case 0 -> flipped(bytes, random);
            case 1 -> extreme(bytes, random);
            case 2 -> extreme(bytes, random);
            case 3 -> Arrays.copyOf(bytes, at);
            case 4 -> joined(bytes, at, noise(length, random), at);
            case 5 -> joined(bytes, at, new byte[0], at + length);
            case 6 -> joined(bytes, at, Arrays.copyOfRange(bytes, at, at + length), at);
            default -> {
                byte[] other = kinds.get(random.nextInt(kinds.size())).bytes();
                int from = place(other, random);
                yield joined(bytes, at, Arrays.copyOfRange(other, from, other.length), bytes.length);
            }
        };
    }

    private static int place(byte[] bytes, Random random) {
        return random.nextInt(random.nextBoolean() ? Math.min(HEAD, bytes.length) : bytes.length);
    }

    private static byte[] noise(int length, Random random) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] joined(byte[] bytes, int end, byte[] middle, int start) {
        return ByteBuffer.allocate(end + middle.length + bytes.length - start).put(bytes, 0, end).put(middle)
                .put(bytes, start, bytes.length - start).array();
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        byte[] flipped = bytes.clone();
        for (int count = 1 + random.nextInt(6); count > 0; count--) {
            int at = place(bytes, random);
            flipped[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : flipped[at] ^ 1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] extreme(byte[] bytes, Random random) {
        ByteBuffer changed = ByteBuffer.wrap(bytes.clone())
                .order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int at = Math.min(place(bytes, random), bytes.length - 4);
        long value = EXTREMES[random.nextInt(EXTREMES.length)];
        if (random.nextBoolean()) {
            changed.putInt(at, (int) value);
        } else {
            changed.putShort(at, (short) value);
        }
        return changed.array();
    }

    /** So that a PNG's chunks are not refused for that alone. */
    private static void mendChecksums(byte[] bytes) {
        if (bytes.length < 8 || !Arrays.equals(bytes, 0, PNG.length, PNG, 0, PNG.length)) {
            return;
        }
        ByteBuffer file = ByteBuffer.wrap(bytes);
        for (long at = 8; at + 12 <= bytes.length;) {
            long length = file.getInt((int) at) & 0xFFFFFFFFL;
            if (at + 12 + length > bytes.length) {
                return;
            }
            CRC32 crc = new CRC32();
            crc.update(bytes, (int) at + 4, (int) length + 4);
            file.putInt((int) (at + 8 + length), (int) crc.getValue());
            at += 12 + length;
        }
    }
}
