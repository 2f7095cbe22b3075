package org.derain4j.spark.job;

import java.util.Optional;
import org.derain4j.cli.common.Failure;
import org.derain4j.engine.Model;
import org.derain4j.spark.DerainOptions;
import picocli.CommandLine.Option;

/** What the network does, by options that the {@code derain} command has, too; use with {@code @Mixin}. */
final class NetworkOptions {

    @Option(names = {"-m", "--model"}, paramLabel = "MODEL",
            description = "An embedded model's name, or the path or URI of a .safetensors file, which the driver reads. "
                    + "Default: " + Model.DEFAULT + ".")
    private String model;

    @Option(names = "--strength", paramLabel = "0..1.5",
            description = "How much of the rain is taken out: 0 gives the picture back, 1 is the network's result. Default: 1.")
    private Double strength;

    @Option(names = "--work-size", paramLabel = "N",
            description = "For camera pictures: finds the rain in a copy whose longer side has N pixels, enlarges it and takes it "
                    + "out of the full picture. Default: off.")
    private Integer workSize;

    @Option(names = "--tile", paramLabel = "N",
            description = "The network sees a picture larger than N pixels in tiles of NxN, in the memory of one. Not exact. "
                    + "Default: off.")
    private Integer tile;

    @Option(names = "--exact",
            description = "Convolutions are direct sums only: slower, and closer to the network in float64.")
    private boolean exact;

    /** One of them that was given, if any was, for where no network runs. */
    Optional<String> given() {
        return Optional.ofNullable(model != null
                ? "-m"
                : workSize != null
                        ? "--work-size"
                        : tile != null ? "--tile" : strength != null ? "--strength" : exact ? "--exact" : null);
    }

    /**
     * What they amount to, with all else as it is by default.
     *
     * @throws Failure of usage, if a value is out of its range
     */
    DerainOptions options() {
        DerainOptions options = DerainOptions.DEFAULT.withExact(exact);
        try {
            options = model == null ? options : options.withModel(model);
            options = strength == null ? options : options.withStrength(strength);
            options = options.withWorkSize(positive("--work-size", workSize));
            return options.withTile(positive("--tile", tile));
        } catch (IllegalArgumentException e) {
            throw Failure.usage("--" + e.getMessage().replace("work size", "work-size") + ".");
        }
    }

    /** To the engine 0 stands for what was not asked for, and may not be asked for. */
    static int positive(String option, Integer value) {
        if (value != null && value <= 0) {
            throw Failure.usage(option + " is " + value + "; give a number above 0, or leave it out.");
        }
        return value == null ? 0 : value;
    }
}
