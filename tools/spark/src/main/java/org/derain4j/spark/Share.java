package org.derain4j.spark;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;

/**
 * What of an executor is there for pictures: half of the heap for networks, shared by the tasks that run at a time; a quarter for the
 * pictures themselves, decoded and encoded; the last quarter, and what Spark reserves, for Spark, rows and all else.
 *
 * @param tasks   that run at a time
 * @param threads of each
 * @param network bytes that the network of one task may take
 * @param own     bytes that all pictures take beside
 */
record Share(int tasks, int threads, long network, long own) {

    /** As much as Spark keeps for itself of every heap. */
    private static final long RESERVED = 300L << 20;

    private static final String LOCAL = "local";

    /** What Spark starts for one: a class of its own for each kind of cluster, with the same options. */
    private static final Pattern EXECUTOR = Pattern.compile("\\S+ExecutorBackend .*--cores (\\d+)\\b.*");

    /** Of the JVM that this is called in; without Spark, of one with a single task. */
    static Share here() {
        TaskContext task = TaskContext.get();
        SparkEnv env = SparkEnv.get();
        int threads = task == null ? 1 : task.cpus();
        int tasks = env == null
                ? 1
                : Math.max(1, cores(System.getProperty("sun.java.command", ""), env.conf()) / threads);
        return of(tasks, threads, Runtime.getRuntime().maxMemory());
    }

    static Share of(int tasks, int threads, long heap) {
        long room = heap - Math.min(RESERVED, heap / 4);
        return new Share(tasks, threads, room / 2 / tasks, room / 4);
    }

    /**
     * As an executor's command line says, whatever the cluster; where it has none, the settings: a standalone cluster gives an executor
     * all free cores of a worker unless it is told how many; others give it one.
     */
    static int cores(String command, SparkConf conf) {
        Matcher executor = EXECUTOR.matcher(command);
        if (executor.matches()) {
            return Integer.parseInt(executor.group(1));
        }
        int all = Runtime.getRuntime().availableProcessors();
        String master = conf.get("spark.master", LOCAL);
        if (master.startsWith("local-cluster[")) { // executors, cores of each, memory
            return Integer.parseInt(master.split("[\\[,\\]]")[2].strip());
        }
        if (master.startsWith(LOCAL)) { // local, local[4], local[*], local[4,2]
            String[] parts = master.split("[\\[,\\]]");
            return parts.length == 1 ? 1 : parts[1].strip().equals("*") ? all : Integer.parseInt(parts[1].strip());
        }
        return conf.getInt("spark.executor.cores", master.startsWith("spark:") ? all : 1);
    }
}
