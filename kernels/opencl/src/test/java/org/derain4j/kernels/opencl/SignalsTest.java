package org.derain4j.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The JVM of these tests keeps its signals, whatever PoCL does. */
@EnabledOnOs(OS.LINUX)
class SignalsTest {

    @Test
    void libjsigIsLoadedBeforePoclWhereThereIsOne() throws IOException {
        Assumptions.assumeTrue(System.getenv("LD_PRELOAD") != null, "Maven, which sets it, does not run this test");
        Process search = new ProcessBuilder("sh", "libjsig.sh").redirectErrorStream(true).start();
        String found = new String(search.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        Assumptions.assumeFalse(found.isEmpty(), "no JDK that has it is where it is looked for");
        assertTrue(found.endsWith("/lib/libjsig.so"), found);
        assertTrue(Files.readString(Path.of("/proc/self/maps")).contains("/lib/libjsig.so\n"), "it is not loaded");
    }
}
