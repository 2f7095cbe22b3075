package org.derain4j.spark.job;

import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.derain4j.spark.files.FileStore;
import org.derain4j.spark.files.PictureHeader;
import org.derain4j.spark.files.Work;

/**
 * Finds the sizes of pictures by their headers: a job of its own before that which derains them.
 *
 * @param store that has the pictures
 */
record Sizes(FileStore store) implements Serializable {

    /** So many for a task: each takes a request or two, which wait more than they compute. */
    private static final int PICTURES = 200;

    /** In the same order. */
    List<Work> of(JavaSparkContext spark, List<Work> works, int slots) {
        int tasks = Math.max(Math.min(slots, works.size()), works.size() / PICTURES);
        spark.setJobDescription("Sizes of " + works.size() + " pictures by their headers");
        return spark.parallelize(works, Math.max(tasks, 1)).map(this::sized).collect();
    }

    private Work sized(Work work) {
        return work.sized(PictureHeader.of(store, new Path(work.input()), work.bytes()));
    }
}
