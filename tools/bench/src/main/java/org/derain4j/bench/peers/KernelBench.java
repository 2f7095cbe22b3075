package org.derain4j.bench.peers;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.derain4j.onnx.Recurrence;
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

/**
 * One layer of the network in each kernel, in the plain loops that define it and in ONNX Runtime. Nothing is timed before
 * its result is near enough to that of the direct kernels, and theirs to that of the plain loops, which for the conv-LSTM
 * takes more than a minute.
 *
 * <p>JVMs run one after the other, so a ratio of two rows holds what the machine did in between; ratios are
 * {@link PairedBench}'s to claim.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
    "-Xmx6g"})
public class KernelBench {

    /** The definition, ready to run. */
    @State(Scope.Benchmark)
    public static class Definition {

        /** Which layer. */
        @Param
        public NetworkLayer layer;

        /** To work with. */
        @Param({"1", "2"})
        public int threads;

        private Peer.Prepared prepared;

        Library library() {
            return Library.REFERENCE;
        }

        /**
         * Prepares, and runs once for the gate.
         *
         * @throws IllegalStateException if the result is too far from the yardstick or the library cannot run here
         */
        @Setup
        public void admit() {
            Library library = library();
            Peer peer = library.open();
            RandomLayer work = layer.layer();
            Library judge = library == Library.OURS_DIRECT ? Library.REFERENCE : Library.OURS_DIRECT;
            Yardstick yardstick = Yardstick.judgedBy(judge, work, Runtime.getRuntime().availableProcessors());
            prepared = peer.prepare(work, Recurrence.PRUNED, threads, yardstick.input());
            prepared.run();
            double distance = yardstick.distance(prepared.output());
            if (distance > yardstick.allowed()) {
                throw new IllegalStateException(String.format(Locale.ROOT,
                        "%s, %s: %.1e from %s, %.1e allowed; it is not timed", library.label(), work.name(), distance,
                        yardstick.name(), yardstick.allowed()));
            }
        }

        void run() {
            prepared.run();
        }

        /** Frees. */
        @TearDown
        public void close() {
            prepared.close();
        }
    }

    /** Anyone who is to be fast, ready to run. */
    @State(Scope.Benchmark)
    public static class Contestant extends Definition {

        /** Who computes. */
        @Param({"OURS", "OURS_DIRECT", "PORTABLE", "ONNX_RUNTIME"})
        public Library library;

        @Override
        Library library() {
            return library;
        }
    }

    /** One result of a kernel. */
    @Benchmark
    @Warmup(iterations = 3, time = 1)
    @Measurement(iterations = 5, time = 1)
    public void kernel(Contestant contestant) {
        contestant.run();
    }

    /** One result of the plain loops: seconds. */
    @Benchmark
    @Warmup(iterations = 1, time = 1)
    @Measurement(iterations = 2, time = 1)
    public void reference(Definition definition) {
        definition.run();
    }
}
