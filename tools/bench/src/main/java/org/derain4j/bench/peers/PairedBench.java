package org.derain4j.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The command: forks JVMs one after the other, gathers their samples, prints one table.
 *
 * <p>Within a fork every group has all its contenders prepared in one JVM; each must first be as near to the yardstick as
 * the engine promises to be, then rounds alternate between them. A ratio is the median over a fork's rounds, and then the
 * median over forks: it compares what ran side by side. JMH runs one benchmark after the other and could not pair them.
 */
public final class PairedBench {

    private static final String HELP = """
            Times Derain4J beside ONNX Runtime, TensorFlow and PyTorch, paired in one JVM, after an accuracy gate.

              --reference DIR     cases with TensorFlow's own float64 results (CASE_input.png, ...), for the gate
              --model PATH        M17N1's weights: a checkpoint prefix, which TensorFlow then reads itself, or safetensors;
                                  without it they are random
              --json FILE         writes everything measured
              --only TEXT         only groups whose names contain the text; may be given several times
              --peers ort,tf,torch
              --threads 1,2
              --sizes 256x256,320x480,720x1280
              --forks 3           JVMs
              --rounds 3          in each JVM; runs longer than 15 s take part in two
              --slow              judge the layers by the plain loops in double
              --quick             2 threads, 320x480, one fork, two rounds; later options override
            """;

    private static final List<String> JVM_OPTIONS = List.of("--add-modules", "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Xmx6g",
            "-Dorg.bytedeco.javacpp.maxBytes=0", "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");

    /**
     * What the peers run best with, unless the caller has decided otherwise. TensorFlow takes oneDNN by itself only on newer
     * processors than AVX2; with it, transposed convolutions took a third of the time. PyTorch takes every map's memory from
     * the C library; where that keeps the memory instead of giving it back to the system, a map of tens of megabytes is not
     * faulted in again page by page, and transposed convolutions took half the time.
     */
    private static final Map<String, String> ENVIRONMENT = Map.of("TF_CPP_MIN_LOG_LEVEL", "2", "TF_ENABLE_ONEDNN_OPTS",
            "1", "MALLOC_ARENA_MAX", "1", "MALLOC_MMAP_MAX_", "0", "MALLOC_TRIM_THRESHOLD_", "17179869184",
            "MALLOC_TOP_PAD_", "268435456");

    private PairedBench() {}

    /**
     * Measures and prints.
     *
     * @param args see {@code --help}
     * @throws IOException          if a fork cannot be started or its samples not be read
     * @throws InterruptedException if interrupted while a fork runs
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (List.of(args).contains("--help")) {
            System.out.print(HELP);
            return;
        }
        try {
            Options options = Options.parse(List.of(args));
            List<Sample> samples = new ArrayList<>();
            for (int fork = 0; fork < options.forks(); fork++) {
                System.out.println("fork " + (fork + 1) + " of " + options.forks());
                samples.addAll(fork(fork, options));
            }
            Report report = Report.of(options, new Samples(samples));
            System.out.println();
            System.out.print(report.text());
            if (options.json().isPresent()) {
                Files.writeString(options.json().get(), report.json() + System.lineSeparator());
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static List<Sample> fork(int number, Options options) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("peers");
        Path file = folder.resolve("samples.tsv");
        try {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(JVM_OPTIONS);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Fork.class.getName(),
                    Integer.toString(number), file.toString()));
            command.addAll(options.arguments());
            int status = run(command);
            // the samples are there if the fork has finished, even if a native library then crashes on its way out
            if (Files.notExists(file)) {
                throw new IllegalStateException("fork " + (number + 1) + " ended with status " + status
                        + " before it had finished; what it said is above");
            }
            return Sample.read(file);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(Fork.unfinished(file));
            Files.delete(folder);
        }
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        ENVIRONMENT.forEach(builder.environment()::putIfAbsent);
        Process process = builder.start();
        // a fork outlives a parent that is interrupted, and it holds gigabytes
        Thread end = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
        int status = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        return status;
    }
}
