package org.derain4j.web.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What there is to ask for, and what is answered to the rest. */
class RoutesTest {

    private static final Path SAMPLES = Path.of(System.getProperty("derain4j.root"), "tools", "samples");

    private static Rig rig;

    @BeforeAll
    static void start() throws Exception {
        rig = new Rig();
    }

    @AfterAll
    static void end() {
        rig.close();
    }

    private static void assertSafe(Rig.Raw answer) {
        SafetyHeaders.ALL.forEach((name, value) -> {
            if (!name.equals(SafetyHeaders.CACHE)) {
                assertEquals(value, answer.header(name), () -> name + " in " + answer.head());
            }
        });
        assertTrue(List.of("no-store", "no-cache").contains(answer.header("Cache-Control")), answer.head());
    }

    @Test
    void everyAnswerHasTheHeadersThatKeepItSafe() throws Exception {
        int port = rig.port();
        for (String path : List.of("/", "/web/no.js", "/models", "/examples", "/examples/bridge.jpg", "/health",
                "/metrics", "/openapi.yaml", "/nothing", "/derain", "/jobs/1", "/models?x=1", "/%zz", "/a b")) {
            assertSafe(rig.raw(path, List.of()));
        }
        assertSafe(rig.raw("GET / HTTP/1.1", "Connection: close"));
        assertSafe(rig.raw("nonsense"));
        assertSafe(rig.raw("GET / HTTP/1.1", "Host: 127.0.0.1:" + port, "Bad Name: 1"));
        assertSafe(rig.raw("POST /derain HTTP/1.1", "Host: 127.0.0.1:" + port, "Content-Length: x"));
    }

    @Test
    void thePageAndTheHealthOfTheServer() throws Exception {
        HttpResponse<String> page = rig.get("/");
        assertEquals(200, page.statusCode());
        assertEquals("text/html; charset=utf-8", page.headers().firstValue("Content-Type").orElseThrow());
        assertTrue(page.body().startsWith("<!doctype html>") && page.body().contains("<ol id=\"jobs\">"), page.body());
        HttpResponse<String> health = rig.get("/health");
        assertEquals(200, health.statusCode());
        assertTrue(health.body().contains("\"status\": \"ok\"") && health.body().contains("\"version\": \"1.2.3\""),
                health.body());
    }

    @Test
    void whatTheBrowserHasIsNotSentAgain() throws Exception {
        HttpResponse<String> first = rig.get("/examples/window.jpg");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertEquals("no-cache", first.headers().firstValue("Cache-Control").orElseThrow());
        for (String asked : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
            HttpResponse<String> again = rig.get("/examples/window.jpg", "If-None-Match", asked);
            assertEquals(304, again.statusCode(), asked);
            assertEquals("", again.body());
            assertEquals(tag, again.headers().firstValue("ETag").orElseThrow());
        }
        assertEquals(200, rig.get("/examples/window.jpg", "If-None-Match", "\"x\"").statusCode());
    }

    @Test
    void theModelsWithTheDefaultFirst() throws Exception {
        String models = rig.get("/models").body().replaceAll("\\s+", " ");
        assertTrue(models.startsWith("{ \"models\": [ { \"name\": \"lite\", \"about\": \"about lite\", \"licence\": "
                + "\"Apache-2.0\", \"default\": true }, { \"name\": \"held\","), models);
        assertEquals(1, models.split("\"default\": true", -1).length - 1);
    }

    @Test
    void theExamplesAreTheSamplesWithTheirSizes() throws Exception {
        String list = rig.get("/examples").body();
        assertEquals(4, Examples.ALL.size());
        for (Examples.Example example : Examples.ALL) {
            assertTrue(list.contains("\"" + example.name() + "\""), list);
            byte[] file = rig.client.send(HttpRequest.newBuilder(rig.uri("/examples/" + example.name()))
                    .build(), HttpResponse.BodyHandlers.ofByteArray()).body();
            assertArrayEquals(Files.readAllBytes(SAMPLES.resolve(example.name())), file);
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(file));
            assertEquals(example.width() + "x" + example.height(), picture.getWidth() + "x" + picture.getHeight());
        }
    }

    @Test
    void nobodyWalksAboutInTheJarOrOnTheDisk() throws Exception {
        for (String path : List.of("/web/../openapi.yaml", "/web/..%2fopenapi.yaml", "/web/%2e%2e/x.js",
                "/web/DerainServer.class", "/web/index.html", "/web/openapi.yaml", "/web/", "/web/.js", "/web/a/b.js",
                "/web/x%00.js", "/examples/../../../../../etc/passwd", "/examples/..%2f..%2fopenapi.yaml",
                "/examples/lighthouse.png/", "/examples/%6cighthouse.png", "/jobs/..", "/jobs/../health",
                "/jobs/%2e%2e/result", "/jobs//result", "/jobs/a/b/result", "/jobs/..%5c..%5cx/before", "//", "/./",
                "/health/", "/Health", "/web//viewer.js", "/examples/")) {
            Rig.Raw answer = rig.raw(path, List.of());
            assertEquals(path.equals("//") ? 400 : 404, answer.status(), path);
            assertTrue(answer.body().contains("\"error\": \""), answer.body());
        }
    }

    @Test
    void anotherMethodIsToldWhichThereAre() throws Exception {
        assertRefused("GET", "/derain", "POST");
        assertRefused("PUT", "/jobs", "POST");
        assertRefused("POST", "/jobs/1", "DELETE, GET, HEAD");
        assertRefused("DELETE", "/", "GET, HEAD");
        assertRefused("OPTIONS", "/models", "GET, HEAD");
        assertRefused("TRACE", "/health", "GET, HEAD");
        assertRefused("<script>", "/health", "GET, HEAD");
    }

    private static void assertRefused(String method, String path, String allowed) throws Exception {
        Rig.Raw answer = rig.raw(method + " " + path + " HTTP/1.1", "Host: 127.0.0.1:" + rig.port(),
                "Connection: close");
        assertEquals(405, answer.status(), method + " " + path);
        assertEquals(allowed, answer.header("Allow"));
    }

    @Test
    void headIsGetWithoutABody() throws Exception {
        for (String path : List.of("/", "/models", "/examples/parrots.png", "/health", "/openapi.yaml", "/nothing")) {
            Rig.Raw get = rig.raw(path, List.of());
            Rig.Raw head = rig.raw("HEAD " + path + " HTTP/1.1", "Host: 127.0.0.1:" + rig.port(), "Connection: close");
            assertEquals(get.status(), head.status(), path);
            assertEquals("", head.body(), path);
            for (String name : List.of("Content-Length", "Content-Type", "ETag", "Cache-Control")) {
                assertEquals(get.header(name), head.header(name), path + " " + name);
            }
        }
    }

    @Test
    void parametersAreReadStrictly() throws Exception {
        for (String query : List.of("x=1", "x", "=", "&", "model=lite&model=lite", "model", "%6dodel=lite&model=lite",
                "strength=2", "strength=-1", "strength=NaN", "strength=1e0", "strength=1.51", "strength=%D9%A1",
                "format=gif", "format=html", "model=nothing", "model=..%2Flite", "name=%ff", "name=%E4", "name=%C0%AF",
                "name=%1", "name=%", "name=%g0", "name=%EF%BC%91%zz", "token=1")) {
            boolean harmless = query.equals("model"); // without a value
            Rig.Raw answer = rig.raw("POST /derain?" + query + " HTTP/1.1", "Host: 127.0.0.1:" + rig.port(),
                    "Connection: close", "Content-Length: 0");
            assertEquals(400, answer.status(), query);
            assertEquals(harmless, answer.body().contains("is empty;"), query + ": " + answer.body());
        }
        Rig.Raw unknown = rig.raw("POST /jobs?modell=lite HTTP/1.1", "Host: 127.0.0.1:" + rig.port(),
                "Connection: close", "Content-Length: 0");
        assertTrue(unknown.body().contains("no parameter 'modell' here; there are model, strength, format, name."),
                unknown.body());
        assertEquals(400, rig.get("/models?cache=1").statusCode());
        assertEquals(400, rig.get("/health?x").statusCode());
    }

    @Test
    void whatIsShownOfARequestCannotSteerATerminalOrAPage() throws Exception {
        Rig.Raw answer = rig.raw("POST /derain?model=" + "%1B%5B31m%E2%80%AE%0d%0aX%3cscript%3e" + "a".repeat(500)
                + " HTTP/1.1", "Host: 127.0.0.1:" + rig.port(), "Connection: close", "Content-Length: 0");
        assertEquals(400, answer.status());
        assertTrue(answer.body().chars().allMatch(c -> c == '\n' || c >= ' ' && c < 127), answer.body());
        assertTrue(answer.body().length() < 300, answer.body());
        assertEquals("application/json", answer.header("Content-Type"));
    }

    @Test
    void theCountersAreWhatPrometheusReads() throws Exception {
        rig.get("/nothing");
        HttpResponse<String> metrics = rig.get("/metrics");
        assertEquals(Metrics.TYPE, metrics.headers().firstValue("Content-Type").orElseThrow());
        Pattern line = Pattern.compile("# TYPE derain_[a-z_]+ (counter|gauge)|"
                + "derain_[a-z_]+(\\{[a-z]+=\"[a-z0-9_]+\"(,[a-z]+=\"[a-z0-9_]+\")*})? -?[0-9.E+-]+");
        for (String text : metrics.body().lines().toList()) {
            assertTrue(line.matcher(text).matches(), text);
            assertFalse(text.contains(" -"), "nothing is less than none: " + text);
        }
        assertTrue(rig.metric("derain_requests_total{status=\"404\"}") >= 1);
        assertTrue(rig.metric("derain_connections") >= 1 && rig.metric("derain_connections") < 100);
        assertEquals(0, rig.metric("derain_connections_refused_total"));
    }

    @Test
    void theDescriptionNamesEveryRouteAndNoOther() throws Exception {
        TreeSet<String> described = new TreeSet<>();
        String path = "";
        boolean paths = false;
        Pattern method = Pattern.compile("    (get|post|put|delete|head|patch|options):");
        for (String line : rig.get("/openapi.yaml").body().lines().toList()) {
            if (line.matches("\\S.*")) {
                paths = line.equals("paths:");
            }
            Matcher found = method.matcher(line);
            if (paths && line.matches("  /\\S*:")) {
                path = line.strip().replaceFirst(":$", "");
            } else if (paths && found.matches()) {
                assertTrue(described.add(found.group(1).toUpperCase(Locale.ROOT) + " " + path), path);
            }
        }
        TreeSet<String> routes = new TreeSet<>();
        rig.server.routes().all().forEach(route -> routes.add(route.method() + " " + route.pattern()));
        assertEquals(routes, described);
    }

    @Test
    void ofALongNameTheEndIsKept() {
        assertEquals("rain.png", Orders.name("rain.png"));
        assertEquals(1_000, Orders.name("x".repeat(300_000) + ".png").length());
        assertTrue(Orders.name("x".repeat(300_000) + ".png").endsWith("x.png"));
    }
}
