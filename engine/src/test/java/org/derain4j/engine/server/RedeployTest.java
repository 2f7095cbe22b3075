package org.derain4j.engine.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.derain4j.engine.ChildJvm;
import org.junit.jupiter.api.Test;

/**
 * An application with the library in its own class loader is deployed, used and taken away, again and again, while the server's
 * threads live on: nothing may keep the class loader, or every redeployment would cost the server its memory.
 */
class RedeployTest {

    private static final String AND = " and ";
    private static final long PATIENCE_NANOS = 3_000_000_000L;

    @Test
    void nothingKeepsTheClassLoaderOfWhoHasClosedItsDerainers() throws Exception {
        String all = Application.SCENARIOS.keySet().stream().filter(name -> !name.endsWith("(kept)")).sorted()
                .collect(Collectors.joining(AND));
        String output = run(all).requireSuccess();
        assertTrue(output.contains("0 of 2 are kept"), output);
    }

    /** The same eyes see it where it is so: a thread local and a timer of the application's. */
    @Test
    void whatKeepsItIsFound() throws Exception {
        ChildJvm jvm = run("a thread local (kept)", "a timer (kept)", "cancelled");
        assertEquals(1, jvm.code(), jvm.output());
        List<String> kept = jvm.output().lines().filter(line -> line.startsWith("KEPT: ")).toList();
        assertEquals(List.of("KEPT: a thread local (kept), by a thread that lives on",
                "KEPT: a timer (kept), by a thread that lives on", "KEPT: a timer (kept), by a virtual thread"), kept,
                jvm.output());
    }

    /** Soft references are given up at once, as they are before memory runs out. */
    private static ChildJvm run(String... deployments) throws IOException, InterruptedException {
        return ChildJvm.run(RedeployTest.class, List.of("--add-modules=jdk.incubator.vector", "-Xmx256m",
                "-Djava.awt.headless=true", "-XX:SoftRefLRUPolicyMSPerMB=0"), deployments);
    }

    /** One deployment that is over. */
    private record Deployment(String name, WeakReference<ClassLoader> loader) {}

    /** The server: deploys for each of some lists of scenarios, twice, and says what it cannot get rid of. */
    public static void main(String[] lists) throws Exception {
        List<Deployment> deployments = new ArrayList<>();
        try (ExecutorService pool = Executors.newSingleThreadExecutor();
                ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String scenarios : lists) {
                deployments.add(new Deployment(scenarios + ", by a thread that lives on",
                        pool.submit(() -> deployed(scenarios)).get()));
                deployments.add(new Deployment(scenarios + ", by a virtual thread",
                        virtual.submit(() -> deployed(scenarios)).get()));
            }
            List<String> kept = kept(deployments);
            kept.forEach(name -> System.out.println("KEPT: " + name));
            System.out.println(kept.size() + " of " + deployments.size() + " are kept");
            System.exit(kept.isEmpty() ? 0 : 1);
        }
    }

    /** Deploys, uses, and takes away. */
    private static WeakReference<ClassLoader> deployed(String scenarios) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader); // as servers do
            Class<?> type = loader.loadClass(Application.class.getName());
            @SuppressWarnings("unchecked")
            Consumer<String> application = (Consumer<String>) type.getConstructor().newInstance();
            Stream.of(scenarios.split(AND)).forEach(application);
            if (type.getClassLoader() != loader) {
                throw new IllegalStateException("the application has another class loader than its own");
            }
            return new WeakReference<>(loader);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL[] classPath() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(new File(entry).toURI().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    /** Who is still there when collections have found no more for a while. */
    private static List<String> kept(List<Deployment> deployments) throws InterruptedException {
        List<String> kept = deployments.stream().map(Deployment::name).toList();
        long last = System.nanoTime();
        while (!kept.isEmpty() && System.nanoTime() - last < PATIENCE_NANOS) {
            System.gc();
            Thread.sleep(100);
            List<String> now = deployments.stream().filter(deployment -> deployment.loader().get() != null)
                    .map(Deployment::name).toList();
            if (now.size() < kept.size()) {
                last = System.nanoTime();
            }
            kept = now;
        }
        return kept;
    }
}
