package org.derain4j.engine.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.ProxySelector;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.management.ObjectName;
import org.derain4j.engine.ChildJvm;
import org.junit.jupiter.api.Test;

/** The library leaves the process as it finds it, in a JVM of its own: nothing that others share is another afterwards. */
class ProcessStateTest {

    private static final List<String> OPTIONS = List.of("--add-modules=jdk.incubator.vector", "-Xmx256m",
            "--add-opens=java.base/java.lang=ALL-UNNAMED");

    @Test
    void nothingThatOthersShareIsChanged() throws Exception {
        Path temporary = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "state");
        List<String> options = new ArrayList<>(OPTIONS);
        options.add("-Djava.io.tmpdir=" + temporary);
        String output = ChildJvm.run(ProcessStateTest.class, options).requireSuccess();
        assertTrue(output.contains("unchanged: [ImageIO, beans, hooks, jars, "), output);
        Files.delete(temporary); // it is empty
    }

    /** A process that does change something says what. */
    @Test
    void whatIsChangedIsSeen() throws Exception {
        ChildJvm jvm = ChildJvm.run(ProcessStateTest.class, OPTIONS, "plant");
        assertEquals(1, jvm.code(), jvm.output());
        for (String what : List.of("locale", "properties", "streams", "written", "hooks", "ImageIO", "logging")) {
            assertTrue(jvm.output().contains("CHANGED: " + what), what + " is not among\n" + jvm.output());
        }
    }

    /** Uses the library on this thread and says what is another than before. */
    public static void main(String[] arguments) throws Exception {
        Noted out = new Noted(System.out);
        Noted err = new Noted(System.err);
        PrintStream console = System.out;
        System.setOut(out);
        System.setErr(err);
        state(); // what it loads itself
        Map<String, Object> before = state();
        if (arguments.length == 0) {
            Application application = new Application();
            Application.SCENARIOS.keySet().stream().filter(name -> !name.endsWith("(kept)")).sorted()
                    .forEach(application);
        } else {
            plant();
        }
        Map<String, Object> after = state();
        if (out.written || err.written) {
            after.put("written", "to the console");
        }
        List<String> changed = after.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
                .map(entry -> "CHANGED: %s: %s, it was %s".formatted(entry.getKey(), entry.getValue(),
                        before.get(entry.getKey())))
                .toList();
        changed.forEach(console::println);
        if (changed.isEmpty()) {
            console.println("unchanged: " + after.keySet());
        }
        System.exit(changed.isEmpty() ? 0 : 1);
    }

    private static void plant() {
        Locale.setDefault(Locale.JAPAN);
        System.setProperty("java.awt.headless", "true");
        ImageIO.setUseCache(false);
        Logger.getLogger("").setLevel(java.util.logging.Level.OFF);
        System.out.println("hello");
        System.setErr(System.out);
        Runtime.getRuntime().addShutdownHook(new Thread("planted"));
    }

    /** A stream that notes whether anything comes. */
    private static final class Noted extends PrintStream {

        private volatile boolean written;

        Noted(OutputStream out) {
            super(out, true);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            written = true;
            super.write(bytes, from, length);
        }

        @Override
        public void write(int value) {
            written = true;
            super.write(value);
        }
    }

    private static Map<String, Object> state() throws Exception {
        Thread thread = Thread.currentThread();
        Map<String, Object> state = new TreeMap<>();
        state.put("properties", new TreeMap<>(System.getProperties()));
        state.put("locale", Stream.of(Locale.Category.values()).map(Locale::getDefault).toList() + " "
                + Locale.getDefault());
        state.put("time zone", TimeZone.getDefault().getID());
        state.put("streams", List.of(System.identityHashCode(System.in), System.identityHashCode(System.out),
                System.identityHashCode(System.err)));
        state.put("written", "");
        state.put("hooks", hooks());
        state.put("thread", List.of(thread.getName(), thread.getPriority(), thread.isInterrupted(),
                String.valueOf(thread.getContextClassLoader()),
                String.valueOf(Thread.getDefaultUncaughtExceptionHandler())));
        state.put("threads", Thread.getAllStackTraces().keySet().stream().filter(other -> !other.isDaemon())
                .map(Thread::getName).sorted().toList());
        state.put("logging", logging());
        state.put("ImageIO", imageIo());
        state.put("screen", GraphicsEnvironment.isHeadless());
        state.put("providers", Stream.of(Security.getProviders()).map(Provider::getName).toList());
        state.put("beans", ManagementFactory.getPlatformMBeanServer().queryNames(ObjectName.WILDCARD, null).stream()
                .map(ObjectName::getCanonicalName).sorted().toList());
        state.put("jars",
                List.of(URLConnection.getDefaultUseCaches("jar"), String.valueOf(ProxySelector.getDefault())));
        state.put("temporary files", temporaryFiles());
        return state;
    }

    private static Object hooks() throws ReflectiveOperationException {
        var field = Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
        field.setAccessible(true);
        return ((Map<?, ?>) field.get(null)).keySet().stream().map(hook -> ((Thread) hook).getName()).sorted().toList();
    }

    private static Object logging() {
        Logger root = Logger.getLogger("");
        return List.of(root.getLevel(), Stream.of(root.getHandlers()).map(ProcessStateTest::words).toList(),
                Collections.list(LogManager.getLogManager().getLoggerNames()).stream()
                        .map(name -> LogManager.getLogManager().getLogger(name))
                        .filter(logger -> logger != null && logger != root)
                        .filter(logger -> logger.getLevel() != null || logger.getHandlers().length > 0)
                        .map(Logger::getName).sorted().toList());
    }

    private static String words(Handler handler) {
        return handler.getClass().getName() + " " + handler.getLevel();
    }

    private static Object imageIo() {
        List<String> readers = new ArrayList<>();
        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true)
                .forEachRemaining(spi -> readers.add(spi.getClass().getName()));
        return List.of(ImageIO.getUseCache(), String.valueOf(ImageIO.getCacheDirectory()), readers);
    }

    private static Object temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("derain"))
                    .collect(Collectors.toCollection(ArrayList::new));
        }
    }
}
