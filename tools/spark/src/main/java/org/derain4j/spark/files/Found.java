package org.derain4j.spark.files;

import java.io.Serializable;
import org.apache.hadoop.fs.Path;

/**
 * A file of a listing.
 *
 * @param path     where it lies, with its file system
 * @param length   bytes
 * @param modified when it was written last, in milliseconds since 1970
 */
public record Found(Path path, long length, long modified) implements Serializable {}
