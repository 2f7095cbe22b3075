package org.derain4j.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command as {@code java -jar} has it. No jar can ask for an incubating module, and without the Vector API pictures take several
 * times as long, so a Java without it starts a second one that has it, as this one was started but for that, with the same three
 * streams. Whatever ends the one ends the other, and the exit code is the second one's. Where there can be no second one, the
 * command runs here, on the portable backend, which says in the log what is missing.
 */
final class VectorJava {

    /** Compiled apart from this. */
    private static final String MAIN = "org.derain4j.cli.Main";

    private static final String MODULE = "jdk.incubator.vector";

    /** Set for the second Java: the process that waits for it. */
    private static final String FIRST = "derain.first";

    /** Switches vectors off, if it is 0. */
    private static final String VECTOR_BITS = "derain4j.vectorBits";

    /** As after SIGTERM, which the first one can no longer pass on when it was killed. */
    private static final int TERMINATED = 128 + 15;

    /** Of options that take what only one process can have: a port, an agent's files. */
    private static final List<String> ONCE = List.of("-agentlib:", "-agentpath:", "-javaagent:", "-Xrunjdwp",
            "-Dcom.sun.management.jmxremote");

    private VectorJava() {}

    /** Runs the command and ends the JVM with its exit code; called by Main, by name. */
    public static void main(String[] args) throws InterruptedException {
        Long first = Long.getLong(FIRST);
        if (first != null) {
            endWith(first);
        } else if (lacksVectors()) {
            List<String> options = options();
            if (options.stream().noneMatch(option -> ONCE.stream().anyMatch(option::startsWith))) {
                runSecond(options, args);
            }
        }
        Derain.main(args);
    }

    /** Whether this Java has the module and has not loaded it. */
    private static boolean lacksVectors() {
        return ModuleLayer.boot().findModule(MODULE).isEmpty() && ModuleFinder.ofSystem().find(MODULE).isPresent()
                && !System.getProperty(VECTOR_BITS, "").equals("0");
    }

    /** Those that this JVM was started with, where it can be asked. */
    private static List<String> options() {
        return ModuleLayer.boot().findModule("java.management").isPresent()
                ? ManagementFactory.getRuntimeMXBean().getInputArguments()
                : List.of();
    }

    /** Comes back only where no second Java can be started. */
    private static void runSecond(List<String> options, String... args) throws InterruptedException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(options);
        words.addAll(List.of("--add-modules", MODULE, "--enable-native-access=ALL-UNNAMED",
                "-D" + FIRST + "=" + ProcessHandle.current().pid(), "-cp", System.getProperty("java.class.path"),
                MAIN));
        Process second;
        try {
            second = new ProcessBuilder(Stream.concat(words.stream(), Stream.of(args)).toList()).inheritIO().start();
        } catch (IOException e) {
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            second.destroy();
            second.onExit().join();
        }));
        System.exit(second.waitFor());
    }

    /** Where the first one is killed, nobody waits for this one any more. */
    private static void endWith(long first) {
        ProcessHandle.of(first).ifPresentOrElse(
                process -> process.onExit().thenRun(() -> System.exit(TERMINATED)),
                () -> System.exit(TERMINATED));
    }
}
