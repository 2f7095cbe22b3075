package org.derain4j.bench;

import java.util.concurrent.TimeUnit;
import org.derain4j.kernels.backend.StepListener;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A whole picture: in vectors and plain loops, direct and by Winograd's algorithm, with bands and without. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 4)
@Fork(value = 3, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Xmx6g"})
public class NetworkBench {

    /** Which network. */
    @Param({"m17n1", "lite"})
    public String network;

    /** Height x width. */
    @Param("320x480")
    public String size;

    /** Threads. */
    @Param({"1", "2"})
    public int threads;

    /** Which backend. */
    @Param({"vector", "portable"})
    public String backend;

    /** Direct convolutions only. */
    @Param({"false", "true"})
    public boolean exact;

    /** Large maps in bands of rows. */
    @Param({"true", "false"})
    public boolean bands;

    private Network prepared;

    /** Prepares once per fork. */
    @Setup
    public void prepare() {
        String[] sides = size.split("x");
        prepared = new Network(network, Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), threads, backend, exact,
                bands);
    }

    /** Frees. */
    @TearDown
    public void close() {
        prepared.close();
    }

    /** One picture. */
    @Benchmark
    public void picture() {
        prepared.run(StepListener.NONE);
    }
}
