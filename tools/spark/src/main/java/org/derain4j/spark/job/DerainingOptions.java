package org.derain4j.spark.job;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import org.derain4j.cli.common.Failure;
import org.derain4j.engine.Model;
import org.derain4j.spark.DerainOptions;
import org.derain4j.spark.Deraining;
import org.derain4j.weights.PrintableText;
import picocli.CommandLine.Option;

/** How pictures are derained and stored, by options that the {@code derain} command has, too; use with {@code @Mixin}. */
final class DerainingOptions {

    @Option(names = {"-m", "--model"}, paramLabel = "MODEL",
            description = "An embedded model's name, or the path or URI of a .safetensors file, which the driver reads. "
                    + "Default: " + Model.DEFAULT + ".")
    private String model = Model.DEFAULT;

    @Option(names = "--strength", paramLabel = "0..1.5",
            description = "How much of the rain is taken out: 0 gives the picture back, 1 is the network's result. Default: 1.")
    private double strength = 1;

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

    @Option(names = {"-f", "--format"}, paramLabel = "FORMAT",
            description = "png, jpg, webp, bmp or tiff. Default: each picture's own.")
    private String format = "";

    @Option(names = "--depth", paramLabel = "8|16",
            description = "Bits a sample. Default: the picture's, as far as the format has them.")
    private Integer depth;

    @Option(names = "--quality", paramLabel = "1..100",
            description = "Of JPEG and lossy WebP. Default: as good as the picture, and at least 95.")
    private Integer quality;

    @Option(names = "--strip",
            description = "Leave out metadata: EXIF, XMP, IPTC, comments, resolution. The colour profile stays.")
    private boolean strip;

    @Option(names = "--lenient", description = "Take what there is of a picture that is cut short.")
    private boolean lenient;

    /**
     * What they amount to.
     *
     * @throws Failure of usage, if a value is out of its range
     */
    DerainOptions options() {
        // 0 stands for what was not asked for, and may not be asked for.
        requireGiven("--work-size", workSize);
        requireGiven("--tile", tile);
        requireGiven("--depth", depth);
        requireGiven("--quality", quality);
        try {
            return DerainOptions.DEFAULT.withModel(model).withStrength(strength).withWorkSize(or0(workSize))
                    .withTile(or0(tile)).withExact(exact).withFormat(format).withDepth(or0(depth))
                    .withQuality(or0(quality)).withStrip(strip).withLenient(lenient);
        } catch (IllegalArgumentException e) {
            throw Failure.usage("--" + e.getMessage().replaceFirst("^work size", "work-size") + ".");
        }
    }

    /**
     * Opens the model that they name, on the driver.
     *
     * @throws Failure if it cannot be used
     */
    static Deraining open(SparkSession spark, DerainOptions options) {
        try {
            return Deraining.of(spark, options);
        } catch (IOException e) {
            String reason = PictureTask.reason(e);
            boolean named = reason.contains(PrintableText.of(options.model()));
            throw Failure.model(named ? reason : options.model() + ": " + reason, e);
        }
    }

    private static void requireGiven(String option, Integer value) {
        if (value != null && value <= 0) {
            throw Failure.usage(option + " is " + value + "; give a number above 0, or leave it out.");
        }
    }

    private static int or0(Integer value) {
        return value == null ? 0 : value;
    }
}
