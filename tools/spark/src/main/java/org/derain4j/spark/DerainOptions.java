package org.derain4j.spark;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.derain4j.engine.Model;
import org.derain4j.engine.Rounding;
import org.derain4j.pictures.PictureFormat;
import scala.jdk.javaapi.CollectionConverters;

/**
 * How pictures are derained and stored: what the options of the same names are to the {@code derain} command, whose results come out byte
 * for byte. Immutable; travels to executors. Begin with {@link #DEFAULT}.
 *
 * @param model    the name of an embedded model, or the path or URI of a {@code .safetensors} file, which the driver reads
 * @param strength how much of the rain is taken out, 0 to 1.5
 * @param workSize the longest side at which the network sees a picture, at least 64; 0 for all of it
 * @param tile     the side of tiles in which the network sees a picture, a multiple of 4 of at least 64, which is not exact; 0 for the
 *                 whole
 * @param exact    whether convolutions are direct sums only
 * @param format   the extension of the results' format; empty for each picture's own
 * @param depth    bits a sample, 8 or 16; 0 for each picture's own
 * @param quality  of JPEG and lossy WebP, 1 to 100; 0 for as good as the picture came, and at least 95
 * @param strip    whether metadata are left out
 * @param lenient  whether pictures that are cut short are taken as far as they go
 * @param rounding how results become samples
 */
public record DerainOptions(String model, double strength, int workSize, int tile, boolean exact, String format,
        int depth, int quality, boolean strip, boolean lenient, Rounding rounding) implements Serializable {

    /** The embedded model at full strength, each picture in its own format with all that goes with it. */
    public static final DerainOptions DEFAULT = new DerainOptions(Model.DEFAULT, 1, 0, 0, false, "", 0, 0, false,
            false, Rounding.NEAREST);

    private static final double MOST_STRENGTH = 1.5;
    private static final int LEAST_SIDE = 64;
    private static final int MOST_QUALITY = 100;

    /**
     * Checked.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public DerainOptions {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(rounding, "rounding");
        require(strength >= 0 && strength <= MOST_STRENGTH, "strength", strength, "0 to 1.5");
        require(workSize == 0 || workSize >= LEAST_SIDE, "work size", workSize, "at least 64 pixels, or 0 for none");
        require(tile == 0 || tile >= LEAST_SIDE && tile % 4 == 0, "tile", tile,
                "a multiple of 4 of at least 64 pixels, or 0 for none");
        require(format.isEmpty() || PictureFormat.called(format).isPresent(), "format", format,
                "png, jpg, webp, bmp or tiff");
        require(depth == 0 || depth == Byte.SIZE || depth == Short.SIZE, "depth", depth, "8 or 16");
        require(quality >= 0 && quality <= MOST_QUALITY, "quality", quality, "1 to 100");
    }

    private static void require(boolean right, String option, Object value, String range) {
        if (!right) {
            throw new IllegalArgumentException(option + " is " + value + "; give " + range);
        }
    }

    /**
     * By a session's settings: {@code spark.derain4j.model}, {@code strength}, {@code workSize}, {@code tile}, {@code exact},
     * {@code format}, {@code depth}, {@code quality}, {@code strip}, {@code lenient}, {@code rounding}, each as the component here.
     *
     * @param spark a session
     * @return the default where nothing is set
     * @throws IllegalArgumentException if a setting is out of its range, or there is none of its name
     */
    public static DerainOptions of(SparkSession spark) {
        return Settings.of(CollectionConverters.asJava(spark.conf().getAll()));
    }

    /**
     * The same with other weights.
     *
     * @param name an embedded name, or the path or URI of a {@code .safetensors} file
     * @return a copy
     */
    public DerainOptions withModel(String name) {
        return new DerainOptions(name, strength, workSize, tile, exact, format, depth, quality, strip, lenient,
                rounding);
    }

    /**
     * The same with another strength.
     *
     * @param part of the rain that is taken out, 0 to 1.5
     * @return a copy
     */
    public DerainOptions withStrength(double part) {
        return new DerainOptions(model, part, workSize, tile, exact, format, depth, quality, strip, lenient, rounding);
    }

    /**
     * The same with a reduced copy for the network.
     *
     * @param side pixels; 0 for none
     * @return a copy
     */
    public DerainOptions withWorkSize(int side) {
        return new DerainOptions(model, strength, side, tile, exact, format, depth, quality, strip, lenient, rounding);
    }

    /**
     * The same in tiles, which is not exact.
     *
     * @param side pixels; 0 for none
     * @return a copy
     */
    public DerainOptions withTile(int side) {
        return new DerainOptions(model, strength, workSize, side, exact, format, depth, quality, strip, lenient,
                rounding);
    }

    /**
     * The same with direct sums only, or without.
     *
     * @param only true for direct sums, which take longer
     * @return a copy
     */
    public DerainOptions withExact(boolean only) {
        return new DerainOptions(model, strength, workSize, tile, only, format, depth, quality, strip, lenient,
                rounding);
    }

    /**
     * The same with one format for all results.
     *
     * @param extension such as {@code png}; empty for each picture's own
     * @return a copy
     */
    public DerainOptions withFormat(String extension) {
        return new DerainOptions(model, strength, workSize, tile, exact, extension, depth, quality, strip, lenient,
                rounding);
    }

    /**
     * The same with one depth for all results.
     *
     * @param bits a sample, 8 or 16; 0 for each picture's own
     * @return a copy
     */
    public DerainOptions withDepth(int bits) {
        return new DerainOptions(model, strength, workSize, tile, exact, format, bits, quality, strip, lenient,
                rounding);
    }

    /**
     * The same with another quality of JPEG and lossy WebP.
     *
     * @param percent 1 to 100; 0 for as good as the picture came, and at least 95
     * @return a copy
     */
    public DerainOptions withQuality(int percent) {
        return new DerainOptions(model, strength, workSize, tile, exact, format, depth, percent, strip, lenient,
                rounding);
    }

    /**
     * The same with or without metadata.
     *
     * @param away whether they are left out
     * @return a copy
     */
    public DerainOptions withStrip(boolean away) {
        return new DerainOptions(model, strength, workSize, tile, exact, format, depth, quality, away, lenient,
                rounding);
    }

    /**
     * The same with or without pictures that are cut short.
     *
     * @param taken whether they are taken as far as they go
     * @return a copy
     */
    public DerainOptions withLenient(boolean taken) {
        return new DerainOptions(model, strength, workSize, tile, exact, format, depth, quality, strip, taken,
                rounding);
    }

    /**
     * The same with another rounding.
     *
     * @param how results become samples
     * @return a copy
     */
    public DerainOptions withRounding(Rounding how) {
        return new DerainOptions(model, strength, workSize, tile, exact, format, depth, quality, strip, lenient, how);
    }

    /** The format of all results, if one was asked for. */
    Optional<PictureFormat> resultFormat() {
        return PictureFormat.called(format);
    }
}
