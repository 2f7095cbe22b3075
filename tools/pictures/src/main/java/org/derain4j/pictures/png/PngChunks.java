package org.derain4j.pictures.png;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.UnsupportedException;

/**
 * The chunks of a PNG, in their order.
 *
 * @param header   what IHDR says
 * @param chunks   all but IEND, as far as one can be found after the other; of what is cut short only pixels are among them
 * @param ended    whether IEND was there
 * @param trailing bytes after IEND
 */
record PngChunks(PngHeader header, List<PngChunk> chunks, boolean ended, int trailing) {

    static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    /** Length, name and checksum. */
    static final int FRAME = 12;

    private static final int HEAD = 8;
    /** The critical ones that may be there. */
    private static final Set<String> KNOWN = Set.of("IHDR", "PLTE", "IDAT");

    static PngChunks of(byte[] file) throws IOException {
        if (Arrays.mismatch(file, SIGNATURE) != SIGNATURE.length) {
            throw DamagedException.broken("its first bytes are not a PNG's, as if it had been copied as text", null);
        }
        List<PngChunk> chunks = new ArrayList<>();
        int at = SIGNATURE.length;
        boolean ended = false;
        while (!ended && file.length - at >= HEAD) {
            int length = ByteBuffer.wrap(file).getInt(at);
            String name = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
            if (length < 0 || !name.chars().allMatch(PngChunks::isLetter)) {
                break;
            }
            int there = file.length - at - HEAD;
            boolean whole = length <= there - (FRAME - HEAD);
            if (whole || isPixels(name)) {
                chunks.add(new PngChunk(name, file, at + HEAD, Math.min(length, there),
                        whole && sum(file, at + 4, length + 4) == ByteBuffer.wrap(file).getInt(at + HEAD + length)));
            }
            if (!whole) {
                at = file.length;
                break;
            }
            ended = name.equals("IEND");
            at += FRAME + length;
        }
        return checked(chunks, ended, ended ? file.length - at : 0);
    }

    private static PngChunks checked(List<PngChunk> chunks, boolean ended, int trailing) throws IOException {
        if (!chunks.isEmpty() && chunks.getFirst().name().equals("CgBI")) {
            throw new UnsupportedException("it is a PNG of Apple's own kind, as in apps for the iPhone",
                    "turn it back by pngcrush -revert-iphone-optimizations");
        }
        if (chunks.isEmpty() || !chunks.getFirst().name().equals("IHDR")
                || chunks.getFirst().length() != PngHeader.LENGTH) {
            throw DamagedException.broken("its header is missing or cut short", null);
        }
        if (ended) {
            chunks.removeLast();
        }
        Optional<PngChunk> unknown = chunks.stream().skip(1).filter(c -> c.isCritical() && !KNOWN.contains(c.name()))
                .findFirst();
        if (unknown.isPresent() && unknown.get().intact()) {
            throw new UnsupportedException("it cannot be shown without its chunk %s, which no standard has"
                    .formatted(unknown.get().name()), "save it as a plain PNG");
        }
        if (unknown.isPresent()) {
            throw DamagedException.broken("a chunk has the name " + unknown.get().name(), null);
        }
        return new PngChunks(PngHeader.of(chunks.getFirst().view()), chunks, ended, trailing);
    }

    Stream<PngChunk> named(String name) {
        return chunks.stream().filter(c -> c.name().equals(name));
    }

    /** The critical chunk of which not all is there, or not as it was written. */
    Optional<PngChunk> broken() {
        return chunks.stream().filter(c -> c.isCritical() && !c.intact()).findFirst();
    }

    private static boolean isPixels(String name) {
        return name.equals("IDAT") || name.equals("fdAT");
    }

    private static boolean isLetter(int c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    private static int sum(byte[] file, int start, int length) {
        CRC32 sum = new CRC32();
        sum.update(file, start, length);
        return (int) sum.getValue();
    }
}
