package org.derain4j.pictures.png;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;

/** What the specification and its extensions say of each kind of chunk. */
final class PngRules {

    /** How long each of those is that have one length. */
    private static final Map<String, Integer> LENGTHS = Map.ofEntries(Map.entry("cHRM", 32), Map.entry("cICP", 4),
            Map.entry("cLLI", 8), Map.entry("gAMA", 4), Map.entry("gIFg", 4), Map.entry("mDCV", 24),
            Map.entry("oFFs", 9), Map.entry("pHYs", 9), Map.entry("sRGB", 1), Map.entry("sTER", 1),
            Map.entry("tIME", 7));
    /** Of these one is allowed. */
    private static final Set<String> SINGLE = Set.of("bKGD", "cHRM", "cICP", "cLLI", "eXIf", "gAMA", "iCCP", "mDCV",
            "oFFs", "pCAL", "pHYs", "sBIT", "sCAL", "sRGB", "sTER", "tIME");
    /** Not after the pixels. */
    private static final Set<String> BEFORE_PIXELS = Set.of("bKGD", "cHRM", "cICP", "cLLI", "gAMA", "iCCP", "mDCV",
            "oFFs", "pCAL", "pHYs", "sBIT", "sCAL", "sPLT", "sRGB", "sTER");
    /** They go before all others. */
    private static final Set<String> COLOUR = Set.of("cHRM", "cICP", "cLLI", "gAMA", "iCCP", "mDCV", "sBIT", "sRGB");
    /** Unsafe to copy for who does not know them, yet true of the picture without rain; some are unregistered extensions of GIF's. */
    private static final Set<String> KEPT = Set.of("bKGD", "cHRM", "cICP", "cLLI", "gAMA", "iCCP", "mDCV", "oFFs",
            "pCAL", "sBIT", "sCAL", "sPLT", "sRGB", "sTER", "tIME");
    /** Of the pixels as they were stored: the palette, how often it is used, Apple's table of where to begin decoding. */
    private static final Set<String> STORAGE = Set.of("IHDR", "PLTE", "IDAT", "tRNS", "hIST", "iDOT", "acTL", "fcTL",
            "fdAT");

    private PngRules() {}

    static boolean isOfStorage(String name) {
        return STORAGE.contains(name);
    }

    static boolean isSingle(String name) {
        return SINGLE.contains(name);
    }

    static boolean isBeforePixels(String name) {
        return BEFORE_PIXELS.contains(name);
    }

    static boolean isOfColour(String name) {
        return COLOUR.contains(name);
    }

    static boolean isKept(PngChunk chunk) {
        return KEPT.contains(chunk.name()) || chunk.isSafeToCopy();
    }

    /** Whether it is as long as it should be, and says nothing that there is not. */
    static boolean isSound(PngChunk chunk) {
        if (!chunk.intact() || chunk.length() != LENGTHS.getOrDefault(chunk.name(), chunk.length())) {
            return false;
        }
        var content = chunk.view();
        return switch (chunk.name()) {
            case "gAMA" -> content.getInt(0) > 0;
            case "sRGB" -> content.get(0) >= 0 && content.get(0) <= 3;
            case "pHYs", "oFFs" -> content.get(8) >>> 1 == 0;
            case "sPLT" -> isSuggestedPalette(content);
            case "sTER" -> content.get(0) >>> 1 == 0;
            case "tIME" -> in(1, content.get(2), 12) && in(1, content.get(3), 31) && in(0, content.get(4), 23)
                    && in(0, content.get(5), 59) && in(0, content.get(6), 60);
            default -> true;
        };
    }

    /** A name, the depth of its samples, and entries of four samples and two bytes each. */
    private static boolean isSuggestedPalette(ByteBuffer content) {
        while (content.hasRemaining() && content.get() != 0) {
            // the name
        }
        if (!content.hasRemaining()) {
            return false;
        }
        int depth = content.get();
        return (depth == 8 || depth == 16) && content.remaining() % (depth / 2 + 2) == 0;
    }

    private static boolean in(int least, int value, int most) {
        return least <= value && value <= most;
    }
}
