package org.derain4j.spark.job;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import org.derain4j.cli.common.Failure;
import org.derain4j.spark.DerainOptions;
import org.derain4j.spark.Deraining;
import org.derain4j.weights.PrintableText;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How pictures are derained and stored, by options that the {@code derain} command has, too; use with {@code @Mixin}. */
final class DerainingOptions {

    @Mixin
    private NetworkOptions network;

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
        DerainOptions options = network.options();
        int bits = NetworkOptions.positive("--depth", depth);
        int percent = NetworkOptions.positive("--quality", quality);
        try {
            return options.withFormat(format).withDepth(bits).withQuality(percent).withStrip(strip)
                    .withLenient(lenient);
        } catch (IllegalArgumentException e) {
            throw Failure.usage("--" + e.getMessage() + ".");
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
}
