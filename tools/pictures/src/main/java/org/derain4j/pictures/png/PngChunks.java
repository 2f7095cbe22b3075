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
import javax.imageio.stream.ImageInputStream;
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
record PngChunks(PngHeader header, List<PngChunk> chunks, boolean ended, long trailing) {

    static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    /** Length, name and checksum. */
    static final int FRAME = 12;

    private static final int HEAD = 8;
    private static final int BUFFER = 1 << 16;
    /** The critical ones that may be there. */
    private static final Set<String> KNOWN = Set.of("IHDR", "PLTE", "IDAT");

    static PngChunks of(ImageInputStream file) throws IOException {
        long end = file.length();
        byte[] signature = new byte[SIGNATURE.length];
        if (end < SIGNATURE.length || !Arrays.equals(read(file, 0, signature), SIGNATURE)) {
            throw DamagedException.broken("its first bytes are not a PNG's, as if it had been copied as text", null);
        }
        List<PngChunk> chunks = new ArrayList<>();
        byte[] head = new byte[HEAD];
        byte[] buffer = new byte[BUFFER];
        long at = SIGNATURE.length;
        boolean ended = false;
        while (!ended && end - at >= HEAD) {
            int length = ByteBuffer.wrap(read(file, at, head)).getInt();
            String name = new String(head, 4, 4, StandardCharsets.ISO_8859_1);
            if (length < 0 || !name.chars().allMatch(PngChunks::isLetter)) {
                break;
            }
            long there = end - at - HEAD;
            boolean whole = length <= there - (FRAME - HEAD);
            if (whole || isPixels(name)) {
                chunks.add(chunk(file, at + HEAD, name, (int) Math.min(length, there), whole, buffer));
            }
            if (!whole) {
                at = end;
                break;
            }
            ended = name.equals("IEND");
            at += FRAME + length;
        }
        return checked(chunks, ended, ended ? end - at : 0);
    }

    private static byte[] read(ImageInputStream file, long at, byte[] into) throws IOException {
        file.seek(at);
        file.readFully(into);
        return into;
    }

    private static PngChunk chunk(ImageInputStream file, long start, String name, int length, boolean whole,
            byte[] buffer) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(name.getBytes(StandardCharsets.ISO_8859_1));
        byte[] content = new byte[isPixels(name) ? 0 : length];
        file.seek(start);
        file.readFully(content);
        sum.update(content);
        for (int left = whole ? length - content.length : 0; left > 0;) {
            int count = Math.min(left, buffer.length);
            file.readFully(buffer, 0, count);
            sum.update(buffer, 0, count);
            left -= count;
        }
        return new PngChunk(name, start, length, content,
                whole && (int) sum.getValue() == ByteBuffer.wrap(read(file, start + length, new byte[4])).getInt());
    }

    private static PngChunks checked(List<PngChunk> chunks, boolean ended, long trailing) throws IOException {
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
}
