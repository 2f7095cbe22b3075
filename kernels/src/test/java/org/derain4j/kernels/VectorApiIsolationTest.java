package org.derain4j.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One package alone refers to the incubator module: everything else loads in a JVM without it. */
class VectorApiIsolationTest {

    @Test
    void onlyTheVectorPackageRefersToTheVectorApi() throws IOException {
        Path classes = Path.of("target", "classes", "org");
        try (Stream<Path> files = Files.walk(classes)) {
            List<Path> users = files.filter(file -> file.toString().endsWith(".class"))
                    .filter(VectorApiIsolationTest::mentionsVectors).toList();
            assertTrue(users.size() >= 3, users.toString());
            assertEquals(List.of(),
                    users.stream().filter(file -> !file.getParent().endsWith("kernels/vector")).toList());
        }
    }

    private static boolean mentionsVectors(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("jdk/incubator/vector");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
