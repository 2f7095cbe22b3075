package org.derain4j.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One package alone refers to the incubator module, and none to OpenCL: the others load in a JVM without them. */
class IsolationTest {

    private static final Path CLASSES = Path.of("target", "classes");

    @Test
    void onlyOnePackageRefersToTheVectorApi() throws IOException {
        List<Path> users = users("jdk/incubator/vector");
        assertTrue(users.size() >= 3, users.toString());
        assertEquals(List.of(), users.stream().filter(file -> !file.getParent().endsWith("kernels/vector")).toList());
    }

    @Test
    void nobodyRefersToOpenCl() throws IOException {
        assertEquals(List.of(), users("org/jocl"));
    }

    private static List<Path> users(String foreign) throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES.resolve("org"))) {
            return files.filter(file -> file.toString().endsWith(".class")).filter(file -> mentions(file, foreign))
                    .toList();
        }
    }

    private static boolean mentions(Path file, String foreign) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(foreign);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void withoutTheArtefactOfOpenClTheOthersRunAndItSaysWhatToAdd() throws Exception {
        try (URLClassLoader alone = new URLClassLoader(new URL[]{CLASSES.toUri().toURL()},
                ClassLoader.getPlatformClassLoader())) {
            Class<?> backends = alone.loadClass(Backends.class.getName());
            assertTrue(
                    backends.getMethod("devices").invoke(null).toString().contains("add org.derain4j:derain4j-opencl"));
            Method open = backends.getMethod("open", String.class, int.class, boolean.class);
            try (AutoCloseable backend = (AutoCloseable) open.invoke(null, Backends.PORTABLE, 1, false)) {
                assertEquals(alone, backend.getClass().getClassLoader());
            }
            Throwable refusal = assertThrows(InvocationTargetException.class,
                    () -> open.invoke(null, Backends.OPENCL, 1, false)).getCause();
            assertTrue(assertInstanceOf(IllegalStateException.class, refusal).getMessage()
                    .contains("org.derain4j:derain4j-opencl"));
        }
    }
}
