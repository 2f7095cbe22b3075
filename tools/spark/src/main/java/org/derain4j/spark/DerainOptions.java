package org.derain4j.spark;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import org.derain4j.engine.Model;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.pictures.WriteOptions;

/**
 * How pictures are derained and stored: what the options of the same names are to the {@code derain} command, whose results come out byte
 * for byte. Immutable; travels to executors.
 *
 * @param model    the name of an embedded model, or the path or URI of a {@code .safetensors} file, which the driver reads
 * @param strength how much of the rain is taken out, 0 to 1.5
 * @param workSize the longest side at which the network sees a picture; 0 for all of it
 * @param tile     the side of tiles in which the network sees a picture, which is not exact; 0 for the whole
 * @param exact    whether convolutions are direct sums only
 * @param format   the extension of the results' format; empty for each picture's own
 * @param depth    bits a sample, 8 or 16; 0 for each picture's own
 * @param quality  of JPEG and lossy WebP, 1 to 100; 0 for as good as the picture came, and at least 95
 * @param strip    whether metadata are left out
 * @param lenient  whether pictures that are cut short are taken as far as they go
 */
public record DerainOptions(String model, double strength, int workSize, int tile, boolean exact, String format,
        int depth, int quality, boolean strip, boolean lenient) implements Serializable {

    /** The embedded model at full strength, each picture in its own format with all that goes with it. */
    public static final DerainOptions DEFAULT = new DerainOptions(Model.DEFAULT, 1, 0, 0, false, "", 0, 0, false,
            false);

    /**
     * Checked.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public DerainOptions {
        Objects.requireNonNull(model, "model");
        if (!format.isEmpty() && PictureFormat.called(format).isEmpty()) {
            throw new IllegalArgumentException("format is " + format + "; give png, jpg, webp, bmp or tiff");
        }
        if (depth != 0 && depth != Byte.SIZE && depth != Short.SIZE) {
            throw new IllegalArgumentException("depth is " + depth + "; give 8 or 16");
        }
    }

    /**
     * The same with other weights.
     *
     * @param name an embedded name, or the path or URI of a {@code .safetensors} file
     * @return a copy
     */
    public DerainOptions withModel(String name) {
        return new DerainOptions(name, strength, workSize, tile, exact, format, depth, quality, strip, lenient);
    }

    /** The format of all results, if one was asked for. */
    Optional<PictureFormat> resultFormat() {
        return PictureFormat.called(format);
    }
}
