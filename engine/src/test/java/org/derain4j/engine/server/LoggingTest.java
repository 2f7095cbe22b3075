package org.derain4j.engine.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.lang.System.Logger;
import java.lang.System.LoggerFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ResourceBundle;
import org.derain4j.engine.ChildJvm;
import org.derain4j.engine.Derainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log lines go where the application has said, and nowhere else; whatever a thread's context class loader is. */
class LoggingTest {

    @TempDir
    private Path folder;

    /** What an application, or SLF4J's bridge, brings. */
    public static final class Finder extends LoggerFinder {

        /** For the service loader. */
        public Finder() {}

        @Override
        public Logger getLogger(String name, Module module) {
            return new Logger() {

                @Override
                public String getName() {
                    return name;
                }

                @Override
                public boolean isLoggable(Level level) {
                    return name.startsWith("org.derain4j.");
                }

                @Override
                public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
                    System.out.println(level + " " + name + ": " + message);
                }

                @Override
                public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
                    log(level, bundle, format, (Throwable) null);
                }
            };
        }
    }

    @Test
    void theApplicationsLoggersHearEverythingAndTheConsoleNothing() throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(LoggerFinder.class.getName()), Finder.class.getName());
        String output = ChildJvm.run(LoggingTest.class, // without vectors
                List.of("-Xmx256m", "-cp", folder + File.pathSeparator + System.getProperty("java.class.path")))
                .requireSuccess();
        List<String> lines = output.lines().map(line -> line.replaceFirst("(vectors): .*", "$1")).toList();
        String told = " org.derain4j.kernels.Backends: using the portable backend, which is several times slower than vectors";
        assertEquals(List.of("WARNING" + told, "DEBUG" + told, "done"), lines, output);
    }

    /** Asked by whoever looks for classes where he must not. */
    private static final class Hostile extends ClassLoader {

        Hostile() {
            super(null);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            throw new ClassNotFoundException(name + " is not to be looked for by the context class loader");
        }
    }

    /** Twice: with a context class loader that has nothing, and with none. */
    public static void main(String[] arguments) throws Exception {
        for (ClassLoader context : new ClassLoader[]{new Hostile(), null}) {
            Thread.currentThread().setContextClassLoader(context);
            try (Derainer derainer = Derainer.builder().threads(2).build()) {
                derainer.derain(Application.picture(20, 10));
            }
            if (Thread.currentThread().getContextClassLoader() != context) {
                throw new IllegalStateException("the context class loader has changed");
            }
        }
        System.out.println("done");
    }
}
