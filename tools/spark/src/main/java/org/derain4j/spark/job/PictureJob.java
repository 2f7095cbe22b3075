package org.derain4j.spark.job;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.derain4j.cli.common.Failure;
import org.derain4j.spark.files.FileStore;
import org.derain4j.spark.files.Packing;
import org.derain4j.spark.files.Work;
import scala.Function1;
import scala.Function2;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;

/** The jobs that Spark runs: one for the sizes of the pictures, one for the pictures. */
final class PictureJob {

    /** What travels to executors: Scala's own functions do not say that they can. */
    @FunctionalInterface
    private interface TaskWork extends Function1<Iterator<List<Work>>, PictureOutcome[]>, Serializable {}

    private final SparkContext spark;
    private final JavaSparkContext java;
    private final FileStore store;

    PictureJob(SparkSession session, FileStore store) {
        this.spark = session.sparkContext();
        this.java = JavaSparkContext.fromSparkContext(spark);
        this.store = store;
    }

    /** How many tasks run at a time, as far as that is known now. */
    private int slots() {
        int cores = spark.defaultParallelism();
        if (spark.conf().getBoolean("spark.dynamicAllocation.enabled", false)) {
            int executors = spark.conf().getInt("spark.dynamicAllocation.maxExecutors", Integer.MAX_VALUE);
            int each = spark.conf().getInt("spark.executor.cores", 1);
            cores = executors == Integer.MAX_VALUE ? cores : Math.max(cores, executors * each);
        }
        return Math.max(1, cores / spark.conf().getInt("spark.task.cpus", 1));
    }

    /**
     * Puts pictures together to tasks.
     *
     * @param partitions how many tasks there should be; null for as many as fit
     * @param workSize   the longest side at which the network sees a picture; 0 for all of it
     */
    List<List<Work>> tasks(List<Work> works, Integer partitions, int workSize) {
        int slots = slots();
        int tasks = partitions == null ? Packing.tasks(works.size(), slots) : partitions;
        boolean atOnce = works.size() <= Math.min(slots, tasks); // then it does not matter which begins first
        return Packing.of(atOnce ? works : new Sizes(store).of(java, works, slots), tasks, workSize);
    }

    /** Derains, and adds to the summary what is done with each task that ends. */
    void run(List<List<Work>> tasks, PictureTask task, Summary summary) {
        int pictures = tasks.stream().mapToInt(List::size).sum();
        java.setJobDescription("Derain " + pictures + " pictures");
        java.setCallSite("derain");
        TaskWork work = works -> task.run(works.next()).toArray(PictureOutcome[]::new);
        Function2<Object, PictureOutcome[], BoxedUnit> done = (_, outcomes) -> {
            summary.add(List.of(outcomes));
            return BoxedUnit.UNIT;
        };
        try {
            spark.runJob(java.parallelize(tasks, tasks.size()).rdd(), work, done,
                    ClassTag$.MODULE$.apply(PictureOutcome[].class));
        } finally {
            java.clearCallSite();
            java.setJobDescription(null);
        }
    }
}
