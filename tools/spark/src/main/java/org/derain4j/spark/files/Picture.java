package org.derain4j.spark.files;

import org.apache.hadoop.fs.Path;

/**
 * A picture to derain.
 *
 * @param path   where it lies, with its file system
 * @param place  where its result belongs below the folder of results: its name, behind the folders in which it was found
 * @param length bytes
 */
public record Picture(Path path, String place, long length) {

    /**
     * What it is called in its folder.
     *
     * @return its name
     */
    public String name() {
        return path.getName();
    }

    /** The place of another name beside its own. */
    String beside(String name) {
        return place.substring(0, place.lastIndexOf('/') + 1) + name;
    }
}
