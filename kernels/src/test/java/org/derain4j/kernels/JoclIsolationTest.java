package org.derain4j.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One package alone refers to JOCL: without it everything else works, and opencl says what to add. */
class JoclIsolationTest {

    private static final Path CLASSES = Path.of("target", "classes");

    @Test
    void onlyTheOpenClPackageRefersToJocl() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES.resolve("org"))) {
            List<Path> users = files.filter(file -> file.toString().endsWith(".class"))
                    .filter(JoclIsolationTest::mentionsJocl).toList();
            assertTrue(users.size() >= 3, users.toString());
            assertEquals(List.of(),
                    users.stream().filter(file -> !file.getParent().endsWith("kernels/opencl")).toList());
        }
    }

    private static boolean mentionsJocl(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("org/jocl");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void withoutTheBindingsAutoRunsAndOpenClSaysWhatToAdd() throws Exception {
        try (URLClassLoader alone = new URLClassLoader(new URL[]{CLASSES.toUri().toURL()},
                ClassLoader.getPlatformClassLoader())) {
            Class<?> backends = alone.loadClass(Backends.class.getName());
            assertTrue(backends.getMethod("devices").invoke(null).toString().contains("add org.jocl:jocl"));
            var open = backends.getMethod("open", String.class, int.class, boolean.class);
            try (AutoCloseable backend = (AutoCloseable) open.invoke(null, Backends.PORTABLE, 1, false)) {
                assertTrue(backend.getClass().getName().startsWith("org.derain4j"));
            }
            Throwable refusal = null;
            try {
                open.invoke(null, Backends.OPENCL, 1, false);
            } catch (InvocationTargetException e) {
                refusal = e.getCause();
            }
            assertTrue(assertInstanceOf(IllegalStateException.class, refusal).getMessage().contains("org.jocl:jocl"));
        }
    }
}
