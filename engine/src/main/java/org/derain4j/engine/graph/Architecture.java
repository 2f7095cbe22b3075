package org.derain4j.engine.graph;

import java.util.Objects;

/**
 * Which MSPFN. Two official graphs carry the name: the released one, "M17N1" (scope {@code generator}, blocks {@code BCM},
 * attention 1, 1, 1) and the training graph (scope {@code model}, blocks {@code URAB}, attention 1, 3, 3); both have 64
 * channels and 17 blocks.
 *
 * @param scope            outer variable scope
 * @param block            name of the fusion blocks
 * @param channels         C, a multiple of 4
 * @param blocks           M, fusion blocks
 * @param attentionQuarter N, channel attention blocks in each fusion block at quarter size
 * @param attentionHalf    the same at half size
 * @param attentionFull    the same at full size
 */
public record Architecture(String scope, String block, int channels, int blocks, int attentionQuarter,
        int attentionHalf,
        int attentionFull) {

    /** Channels over channels inside the attention. */
    public static final int REDUCTION = 4;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the channels are no positive multiple of 4, or a count is negative
     */
    public Architecture {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(block, "block");
        if (channels < REDUCTION || channels % REDUCTION != 0) {
            throw new IllegalArgumentException("MSPFN needs a multiple of " + REDUCTION + " channels, not " + channels);
        }
        if (blocks < 0 || attentionQuarter < 0 || attentionHalf < 0 || attentionFull < 0) {
            throw new IllegalArgumentException("an architecture has no negative counts");
        }
    }

    /**
     * Which of the official graphs this is, by its names.
     *
     * @return for people
     */
    public String kind() {
        return switch (scope + "/" + block) {
            case "generator/BCM" -> "the released graph";
            case "model/URAB" -> "the training graph";
            default -> "a graph of its own";
        };
    }

    @Override
    public String toString() {
        return "MSPFN, %s (scope %s, blocks %s): %d channels, %d blocks, attention %d, %d, %d".formatted(kind(), scope,
                block,
                channels, blocks, attentionQuarter, attentionHalf, attentionFull);
    }
}
