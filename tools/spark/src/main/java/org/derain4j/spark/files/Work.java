package org.derain4j.spark.files;

import java.io.Serializable;
import java.util.Optional;

/**
 * One picture on its way to an executor.
 *
 * @param input  where it lies, with its file system
 * @param result where its result goes, with its file system
 * @param bytes  of the file
 * @param width  columns as its header states them; 0 where that cannot be told
 * @param height rows as its header states them; 0 where that cannot be told
 */
public record Work(String input, String result, long bytes, int width, int height) implements Serializable {

    /**
     * The same with its size.
     *
     * @param header what was found
     * @return a copy
     */
    public Work sized(Optional<PictureHeader> header) {
        return header.map(size -> new Work(input, result, bytes, size.width(), size.height())).orElse(this);
    }

    /**
     * How many there are.
     *
     * @return columns times rows; 0 where that cannot be told
     */
    public long pixels() {
        return (long) width * height;
    }
}
