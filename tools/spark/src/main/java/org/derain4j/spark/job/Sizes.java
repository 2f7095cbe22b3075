package org.derain4j.spark.job;

import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.derain4j.spark.files.FileStore;
import org.derain4j.spark.files.PictureHeader;
import org.derain4j.spark.files.Work;

/**
 * Finds the sizes of pictures by their headers: a job of its own before that which derains them.
 *
 * @param store that has the pictures
 */
record Sizes(FileStore store) implements Serializable {

    List<Work> of(List<Work> works) {
        return works.stream().map(this::sized).toList();
    }

    private Work sized(Work work) {
        return work.sized(PictureHeader.of(store, new Path(work.input()), work.bytes()));
    }
}
