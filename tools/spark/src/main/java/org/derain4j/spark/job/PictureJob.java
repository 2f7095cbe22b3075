package org.derain4j.spark.job;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
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

    /** For a task that finds sizes: each takes a request or two, which wait more than they compute. */
    private static final int SIZES = 200;

    /**
     * What a task does.
     *
     * @param <R> what comes of each picture
     */
    @FunctionalInterface
    private interface Step<R> extends Serializable {

        List<R> run(List<Work> works);
    }

    /** What travels to executors: Scala's own functions do not say that they can. */
    @FunctionalInterface
    private interface Task extends Function1<Iterator<byte[]>, byte[]>, Serializable {}

    private final SparkContext spark;
    private final FileStore store;

    PictureJob(SparkSession session, FileStore store) {
        this.spark = session.sparkContext();
        this.store = store;
    }

    /** How many tasks run at a time, as far as that is known now. */
    private int slots() {
        int cores = spark.defaultParallelism();
        int executors = spark.conf().getInt("spark.dynamicAllocation.maxExecutors", 0);
        if (executors > 0 && spark.conf().getBoolean("spark.dynamicAllocation.enabled", false)) {
            cores = Math.max(cores, executors * spark.conf().getInt("spark.executor.cores", 1));
        }
        return Math.max(1, cores / spark.conf().getInt("spark.task.cpus", 1));
    }

    /**
     * Puts pictures together to tasks.
     *
     * @param partitions how many tasks there should be; null for as many as fit
     * @param workSize   the longest side at which the network sees a picture; 0 for all of it
     * @throws Failure if Spark gives up
     */
    List<List<Work>> tasks(List<Work> works, Integer partitions, int workSize) {
        if (works.isEmpty()) {
            return List.of();
        }
        List<Work> sized = new ArrayList<>();
        Sizes sizes = new Sizes(store);
        run("Sizes of %,d pictures by their headers".formatted(works.size()), chunks(works), sizes::of, sized::addAll);
        // Asked for only now: of some clusters the executors come while the driver is at work already.
        return Packing.of(sized, partitions == null ? Packing.tasks(sized.size(), slots()) : partitions, workSize);
    }

    private List<List<Work>> chunks(List<Work> works) {
        int count = Math.clamp(Math.max(slots(), works.size() / SIZES), 1, works.size());
        return IntStream.range(0, count).mapToObj(i -> works.subList((int) ((long) i * works.size() / count),
                (int) ((i + 1L) * works.size() / count))).toList();
    }

    /**
     * Derains, and adds to the summary what is done with each task that ends.
     *
     * @throws Failure if Spark gives up
     */
    void derain(List<List<Work>> tasks, PictureTask task, Summary summary) {
        int pictures = tasks.stream().mapToInt(List::size).sum();
        run("Derain %,d pictures".formatted(pictures), tasks, task::run, summary::add);
    }

    private <R> void run(String description, List<List<Work>> tasks, Step<R> step, Consumer<List<R>> done) {
        JavaSparkContext java = JavaSparkContext.fromSparkContext(spark);
        List<byte[]> parcels = tasks.stream().map(Parcel::of).toList();
        Task task = works -> Parcel.of(step.run(Parcel.open(works.next())));
        Function2<Object, byte[], BoxedUnit> ended = (_, results) -> {
            done.accept(Parcel.open(results));
            return BoxedUnit.UNIT;
        };
        java.setJobDescription(description);
        java.setCallSite("derain");
        try {
            spark.runJob(java.parallelize(parcels, parcels.size()).rdd(), task, ended,
                    ClassTag$.MODULE$.apply(byte[].class));
        } catch (Exception e) { // Spark's own are checked, and not declared
            throw Failure
                    .input("Spark has given up (" + reason(e) + "); what is done stays, and the same command goes on "
                            + "from there.");
        } finally {
            java.clearCallSite();
            java.setJobDescription(null);
        }
    }

    /** The first line: Spark hands on its executors' stack traces. */
    static String reason(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
