package org.derain4j.web.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** {@code /jobs}: from the queue to the result, watched or not. */
class JobRoutesTest {

    private static final Pattern PART = Pattern.compile("\"part\": ([0-9.E-]+)");

    private static DerainServer.Patience patience(Duration unwatched, Duration keepAlive) {
        return new DerainServer.Patience(Rig.PATIENCE.door(), unwatched, keepAlive);
    }

    private static String compact(String json) {
        return json.replaceAll("\n *", "").strip();
    }

    private static List<String> events(Rig rig, String job) throws Exception {
        HttpResponse<String> events = rig.get(job + "/events");
        assertEquals(200, events.statusCode());
        assertEquals("text/event-stream", events.headers().firstValue("Content-Type").orElseThrow());
        List<String> data = new ArrayList<>();
        for (String event : events.body().split("\n\n")) {
            if (!event.equals(": keep-alive")) {
                assertTrue(event.startsWith("event: state\ndata: {"), event);
                assertEquals(2, event.lines().count(), event);
                data.add(event.substring(event.indexOf("data: ") + 6));
            }
        }
        return data;
    }

    @Test
    void aPictureFromTheQueueToItsResult() throws Exception {
        try (Rig rig = new Rig()) {
            byte[] png = Rig.png(1);
            String held = rig.job("?model=held", png);
            rig.awaitMetric("derain_jobs_working", 1);
            String job = rig.job("?name=wet%20street.png", png);
            String id = job.substring("/jobs/".length());
            assertEquals("{\"id\": \"" + id + "\",\"name\": \"wet street.png\",\"state\": \"queued\",\"place\": 1}",
                    compact(rig.get(job).body()));
            assertTrue(compact(rig.get(held).body()).contains("\"state\": \"working\",\"part\": 0"));
            assertEquals(404, rig.get(job + "/result").statusCode());
            assertEquals(404, rig.get(job + "/before").statusCode());
            rig.letGo();
            List<String> events = events(rig, job);
            String last = events.getLast();
            assertTrue(
                    last.contains("\"state\": \"done\",\"result\": {\"name\": \"wet street.derained.png\",\"format\": "
                            + "\"png\",\"bytes\": "),
                    last);
            assertEquals(compact(rig.get(job).body()), last);
            HttpResponse<byte[]> result = bytes(rig, job + "/result");
            assertArrayEquals(rig.post("/derain", png).body(), result.body());
            assertEquals("attachment; filename=\"wet street.derained.png\"; "
                    + "filename*=UTF-8''wet%20street.derained.png",
                    result.headers().firstValue("Content-Disposition").orElseThrow());
            for (String preview : List.of("before", "after", "rain")) {
                HttpResponse<byte[]> shown = bytes(rig, job + "/" + preview);
                assertEquals(200, shown.statusCode());
                assertEquals("no-store", shown.headers().firstValue("Cache-Control").orElseThrow());
                assertTrue(shown.headers().firstValue("Content-Type").orElseThrow().matches("image/(jpeg|png)"));
                assertEquals(80, ImageIO.read(new ByteArrayInputStream(shown.body())).getWidth());
                assertTrue(last.contains("\"" + preview + "\": {"), last);
            }
            assertEquals(200, rig.send("HEAD", job + "/result", new byte[0]).statusCode());
            assertEquals(204, rig.send("DELETE", job, new byte[0]).statusCode());
            for (String gone : List.of("", "/result", "/after", "/events")) {
                assertEquals(404, rig.get(job + gone).statusCode(), gone);
            }
            assertEquals(404, rig.send("DELETE", job, new byte[0]).statusCode());
        }
    }

    private static HttpResponse<byte[]> bytes(Rig rig, String path) throws Exception {
        return rig.client.send(HttpRequest.newBuilder(rig.uri(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void whoWatchesHearsTheStatesInOrderAndNotTooOften() throws Exception {
        try (Rig rig = new Rig(); ExecutorService watchers = Executors.newVirtualThreadPerTaskExecutor()) {
            String held = rig.job("?model=held", Rig.png(1));
            rig.awaitMetric("derain_jobs_working", 1);
            String job = rig.job("?model=slow", Rig.png(64, 48, 2));
            long begin = System.nanoTime();
            Future<List<String>> first = watchers.submit(() -> events(rig, job));
            Future<List<String>> second = watchers.submit(() -> events(rig, job));
            rig.awaitMetric("derain_watchers", 2);
            rig.letGo();
            for (Future<List<String>> told : List.of(first, second)) {
                List<String> states = told.get();
                assertTrue(states.getFirst().contains("\"state\": \"queued\",\"place\": 1"), states.toString());
                assertTrue(states.getLast().contains("\"state\": \"done\""), states.toString());
                assertEquals(1, states.stream().filter(state -> state.contains("done")).count());
                double before = -1;
                int parts = 0;
                for (String state : states.subList(1, states.size() - 1)) {
                    Matcher part = PART.matcher(state);
                    assertTrue(part.find(), state);
                    double now = Double.parseDouble(part.group(1));
                    assertTrue(now >= before && now <= 1, states.toString());
                    before = now;
                    parts++;
                }
                assertTrue(parts >= 3, states.toString());
                double seconds = (System.nanoTime() - begin) / 1e9;
                assertTrue(states.size() <= 20 * seconds + 2, states.size() + " in " + seconds + " s");
            }
            rig.awaitMetric("derain_watchers", 0);
            assertEquals(List.of(compact(rig.get(held).body())), events(rig, held), "one that has ended is told once");
        }
    }

    @Test
    void signsOfLifeWhileNothingHappens() throws Exception {
        try (Rig rig = new Rig(Rig.LIMITS, patience(Duration.ofSeconds(10), Duration.ofMillis(200)), Optional.empty());
                Socket socket = rig.socket()) {
            String job = rig.job("?model=held", Rig.png(1));
            Rig.write(socket, "GET " + job + "/events HTTP/1.1\r\nHost: 127.0.0.1:" + rig.port() + "\r\n\r\n");
            BufferedReader lines = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            int alive = 0;
            while (alive < 3) {
                alive += lines.readLine().equals(": keep-alive") ? 1 : 0;
            }
        }
    }

    @Test
    void workThatNobodyWatchesAnyMoreIsCancelled() throws Exception {
        try (Rig rig = new Rig(Rig.LIMITS, patience(Duration.ofMillis(300), Duration.ofSeconds(10)),
                Optional.empty())) {
            String watched = rig.job("?model=slow", Rig.png(320, 240, 1));
            String never = rig.job("", Rig.png(2));
            rig.awaitMetric("derain_jobs_working", 1);
            watch(rig, watched).close();
            rig.awaitMetric("derain_jobs_total{outcome=\"cancelled\"}", 1);
            assertTrue(rig.get(watched).body().contains("\"cancelled\""));
            assertTrue(events(rig, never).getLast().contains("\"done\""), "who asks now and then is not watched for");
            rig.awaitMetric("derain_watchers", 0);
        }
    }

    @Test
    void aPageThatIsLoadedAgainLosesNothing() throws Exception {
        try (Rig rig = new Rig(Rig.LIMITS, patience(Duration.ofSeconds(2), Duration.ofSeconds(10)),
                Optional.empty())) {
            String job = rig.job("?model=held", Rig.png(1));
            watch(rig, job).close();
            rig.awaitMetric("derain_watchers", 0);
            try (Socket again = watch(rig, job)) {
                Thread.sleep(3_000);
                assertEquals(0, rig.metric("derain_jobs_total{outcome=\"cancelled\"}"));
                rig.letGo();
                StringBuilder told = new StringBuilder();
                Rig.await("done", () -> {
                    try {
                        told.append((char) again.getInputStream().read());
                        return told.indexOf("\"done\"") >= 0;
                    } catch (IOException e) {
                        return false;
                    }
                });
            }
        }
    }

    /** A socket that watches; the server knows of it. */
    private static Socket watch(Rig rig, String job) throws Exception {
        Socket socket = rig.socket();
        Rig.write(socket, "GET " + job + "/events HTTP/1.1\r\nHost: 127.0.0.1:" + rig.port() + "\r\n\r\n");
        rig.awaitMetric("derain_watchers", 1);
        return socket;
    }

    @Test
    void whatFailsSaysWhy() throws Exception {
        try (Rig rig = new Rig()) {
            byte[] png = Rig.png(1);
            String broken = rig.job("?model=broken&name=street.png", png);
            String last = events(rig, broken).getLast();
            assertTrue(last.contains("\"state\": \"failed\",\"status\": 500,\"error\": \"street.png"), last);
            assertFalse(last.contains("secret"), last);
            String cut = rig.job("", Arrays.copyOf(png, png.length / 2));
            String told = events(rig, cut).getLast();
            assertTrue(told.contains("\"status\": 415"), told);
        }
    }

    @Test
    void anIdThatThereIsNot() throws Exception {
        try (Rig rig = new Rig()) {
            for (String id : List.of("0", "0".repeat(32), "%00", "..;", "x".repeat(5000))) {
                for (String part : List.of("", "/events", "/result", "/before", "/after", "/rain")) {
                    assertEquals(404, rig.raw("/jobs/" + id + part, List.of()).status(), id + part);
                }
            }
            assertEquals(404, rig.get("/jobs/" + "0".repeat(32) + "/nothing").statusCode());
        }
    }

    @Test
    void thePictureInWorkIsSentBeforeTheServerEnds() throws Exception {
        try (Rig rig = new Rig(); ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            byte[] png = Rig.png(64, 48, 1);
            Future<HttpResponse<byte[]>> inWork = senders.submit(() -> rig.post("/derain?model=slow", png));
            rig.awaitMetric("derain_jobs_working", 1);
            Future<HttpResponse<byte[]>> waiting = senders.submit(() -> rig.post("/derain", png));
            rig.awaitMetric("derain_jobs_waiting", 1);
            assertTrue(rig.server.isAtWork());
            Future<?> closing = senders.submit(() -> rig.server.close(Duration.ofSeconds(60)));
            assertEquals(503, waiting.get().statusCode());
            HttpResponse<String> health = rig.get("/health");
            assertEquals(503, health.statusCode());
            assertTrue(health.body().contains("\"ending\""), health.body());
            HttpResponse<byte[]> late = rig.post("/derain", png);
            assertEquals(503, late.statusCode());
            assertTrue(late.headers().firstValue("Retry-After").isPresent());
            assertEquals(200, inWork.get().statusCode());
            assertTrue(ImageIO.read(new ByteArrayInputStream(inWork.get().body())) != null);
            closing.get();
        }
    }

    @Test
    void workThatDoesNotEndInTimeIsCancelled() throws Exception {
        try (Rig rig = new Rig(); ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<byte[]>> inWork = senders
                    .submit(() -> rig.post("/derain?model=slow", Rig.png(400, 300, 1)));
            rig.awaitMetric("derain_jobs_working", 1);
            long begin = System.nanoTime();
            rig.server.close(Duration.ofMillis(100));
            assertTrue(System.nanoTime() - begin < Duration.ofSeconds(20).toNanos());
            assertEquals(503, inWork.get().statusCode());
        }
    }
}
