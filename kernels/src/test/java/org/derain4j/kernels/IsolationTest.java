package org.derain4j.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The kernels load and run without the artefact of OpenCL. */
class IsolationTest {

    private static final Path CLASSES = Path.of("target", "classes");

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
