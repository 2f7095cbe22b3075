package org.derain4j.cli.common;

import java.util.OptionalInt;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.DerainerBuilder;
import picocli.CommandLine.Option;

/** The options of every command that runs the network over picture files; use with {@code @Mixin}. */
public final class PictureOptions extends EngineOptions {

    @Option(names = "--work-size", paramLabel = "N",
            description = "For camera pictures; ours, not MSPFN's: finds the rain in a copy whose longer side has N pixels, "
                    + "enlarges it and takes it out of the full picture. Smaller pictures run as they are. Default: off.")
    private Integer workSize;

    @Option(names = "--tile", paramLabel = "N",
            description = "For the impatient: the network sees a picture larger than N pixels in tiles of NxN, which overlap; "
                    + "in the memory of one. Not exact: its averages over the picture become those of a tile. Default: off.")
    private Integer tile;

    @Option(names = "--strength", paramLabel = "0..1.5",
            description = "How much of the rain is taken out: 0 gives the picture back, 1 is the network's result. Default: 1.")
    private Double strength;

    @Override
    void configure(DerainerBuilder builder) {
        if (tile != null) {
            builder.tile(tile);
            say(TileNote.of(tile));
        }
        if (workSize != null) {
            builder.workSize(workSize);
        }
        if (strength != null) {
            builder.strength(strength);
        }
    }

    @Override
    public EngineOptions onThreads(int number) {
        PictureOptions options = copiedTo(new PictureOptions(), number);
        options.workSize = workSize;
        options.tile = tile;
        options.strength = strength;
        return options;
    }

    @Override
    public boolean areDefault() {
        return super.areDefault() && workSize == null && tile == null && strength == null;
    }

    @Override
    public String deciding() {
        return "%s, work size %s, tile %s, strength %s".formatted(super.deciding(), workSize, tile, strength());
    }

    @Override
    public double networkPixels(int height, int width) {
        double scale = workSize == null ? 1 : Math.min(1, (double) workSize / Math.max(height, width));
        return scale * scale * super.networkPixels(height, width);
    }

    /** The longest side that the network sees, if one was asked for. */
    public OptionalInt workSize() {
        return workSize == null ? OptionalInt.empty() : OptionalInt.of(workSize);
    }

    /** The side of the tiles that the network sees, if some were asked for. */
    public OptionalInt tile() {
        return tile == null ? OptionalInt.empty() : OptionalInt.of(tile);
    }

    /** Whether some was asked for. */
    public boolean hasStrength() {
        return strength != null;
    }

    /** How much of the rain is to be taken out; checked where the engine is opened. */
    public double strength() {
        return strength == null ? 1 : strength;
    }
}
