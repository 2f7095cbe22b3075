package org.derain4j.pictures.format;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.derain4j.pictures.metadata.Metadata;
import org.derain4j.pictures.metadata.OwnRecord;

/** What of {@link Metadata#own} is missed when a picture becomes another format. */
public final class OwnLosses {

    /** What is carried otherwise, or means nothing elsewhere. */
    private static final Set<String> NOT_MISSED = Set.of("COM", "tEXt", "zTXt", "iTXt", "iCCP", "sRGB", "sBIT", "bKGD",
            "tIME",
            "sPLT", "oFFs", "gAMA", "cHRM", "cICP", "mDCV", "cLLI");
    /** White, red, green and blue of sRGB, x and y each, in 1/100000; and 1/2.2. */
    private static final int[] SRGB_COLOURS = {31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000};
    private static final int SRGB_GAMMA = 45455;
    private static final int NEAR = 600;

    private OwnLosses() {}

    /**
     * As noun phrases.
     *
     * @param metadata of a picture from another format
     * @return mostly none
     */
    public static List<String> of(Metadata metadata) {
        Stream<String> others = metadata.own().stream().map(OwnRecord::name).filter(n -> !NOT_MISSED.contains(n))
                .distinct().map(n -> Character.isDigit(n.charAt(0)) ? "its tag " + n : "its " + n + " data");
        Stream<String> colours = metadata.profile().isEmpty() && hasOwnColours(metadata)
                ? Stream.of("its colour space (cICP, gAMA, cHRM)")
                : Stream.empty();
        return Stream.concat(colours, others).toList();
    }

    /** Whether chunks of a PNG say that its colours are not sRGB; of them cICP is believed first, then sRGB. */
    private static boolean hasOwnColours(Metadata metadata) {
        Optional<ByteBuffer> code = content(metadata, "cICP", 4);
        if (code.isPresent()) {
            return code.get().get(0) != 1 || code.get().get(1) != 13;
        }
        return content(metadata, "sRGB", 1).isEmpty()
                && (content(metadata, "gAMA", Integer.BYTES).filter(g -> !isNear(g.getInt(0), SRGB_GAMMA)).isPresent()
                        || content(metadata, "cHRM", SRGB_COLOURS.length * Integer.BYTES).filter(c -> !isSrgb(c))
                                .isPresent());
    }

    /** Empty, too, for what is no chunk of a PNG: another format's may have the same name. */
    private static Optional<ByteBuffer> content(Metadata metadata, String name, int length) {
        return metadata.own().stream().filter(r -> r.name().equals(name)).map(r -> ByteBuffer.wrap(r.bytes()))
                .filter(c -> c.limit() == length).findFirst();
    }

    private static boolean isSrgb(ByteBuffer chromaticities) {
        for (int i = 0; i < SRGB_COLOURS.length; i++) {
            if (!isNear(chromaticities.getInt(4 * i), SRGB_COLOURS[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNear(int value, int wanted) {
        return Math.abs((long) value - wanted) <= NEAR;
    }
}
