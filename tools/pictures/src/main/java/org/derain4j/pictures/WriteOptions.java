package org.derain4j.pictures;

import java.util.Objects;
import java.util.Optional;

/**
 * How {@link PictureWriter} writes.
 *
 * @param format   the format, if it is not the one that the file's extension names
 * @param quality  of JPEG and of lossy WebP, 1 to 100; 0 for as good as the picture came, and at least 95
 * @param strip    whether metadata are left out; what says how colours are meant stays
 * @param software a note of who wrote it, for EXIF's Software; none if empty
 */
public record WriteOptions(Optional<PictureFormat> format, int quality, boolean strip, Optional<String> software) {

    /** By the extension, as good as it came, with all metadata. */
    public static final WriteOptions DEFAULT = new WriteOptions(Optional.empty(), 0, false, Optional.empty());

    /**
     * Checked.
     *
     * @throws IllegalArgumentException if the quality is out of range
     */
    public WriteOptions {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(software, "software");
        if (quality < 0 || quality > 100) {
            throw new IllegalArgumentException("a quality of " + quality + "; give 1 to 100");
        }
    }

    /**
     * The same without metadata.
     *
     * @return for pictures that are not the input's own
     */
    public WriteOptions stripped() {
        return new WriteOptions(format, quality, true, software);
    }

    /**
     * The same in a format.
     *
     * @param other in place of this one's
     * @return for what is written under a name without an extension
     */
    public WriteOptions as(PictureFormat other) {
        Objects.requireNonNull(other, "other");
        return new WriteOptions(Optional.of(other), quality, strip, software);
    }
}
