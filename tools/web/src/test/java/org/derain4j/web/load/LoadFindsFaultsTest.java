package org.derain4j.web.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.web.load.Request.End;
import org.derain4j.web.load.Sample.Expected;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The load test can fail: servers with one fault each, held against a right one. */
class LoadFindsFaultsTest {

    private static final byte[] RESULT = "a result".getBytes(StandardCharsets.UTF_8);
    private static final Sample GOOD = new Sample("a.png", "", new byte[]{1, 2, 3}, Optional.empty(), 1,
            new Expected.File(PictureFormat.PNG, RESULT));
    private static final Sample BAD = new Sample("b.png", "", new byte[]{4}, Optional.empty(), 1,
            new Expected.Refusal());
    private static final String JOB = "/jobs/0123456789abcdef0123456789abcdef";

    /** What the server answers. */
    private record Answer(int status, Map<String, String> headers, String body) {

        Answer with(String name, String value) {
            Map<String, String> changed = new ConcurrentHashMap<>(headers);
            changed.put(name, value);
            return new Answer(status, changed, body);
        }

        Answer saying(String text) {
            return new Answer(status, headers, text);
        }
    }

    private static final Answer FILE = new Answer(200,
            Map.of("Content-Type", "image/png", "Content-Security-Policy", "default-src 'none'",
                    "X-Content-Type-Options", "nosniff", "Content-Disposition", "inline; filename=\"a.png\"",
                    "Server-Timing", "queue;dur=1, decode;dur=1, network;dur=2.5, encode;dur=1"),
            "a result");
    private static final Answer REFUSAL = new Answer(415, Map.of("Content-Type", "application/json"),
            "{\"error\": \"b.png: it is no picture; send one.\"}");
    private static final Answer TAKEN = new Answer(202, Map.of("Location", JOB),
            "{\"id\": \"" + JOB.substring(6) + "\", \"state\": \"queued\"}");
    private static final Answer EVENTS = new Answer(200, Map.of("Content-Type", "text/event-stream"),
            event("queued", "place", 2)
                    + event("queued", "place", 1) + ": keep-alive\n\n" + event("working", "part", 0.5)
                    + event("done", "part", 1));

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private HttpServer server;
    private Target target;

    private static String event(String state, String name, double value) {
        return "event: state\ndata: {\"state\": \"" + state + "\", \"" + name + "\": " + value + "}\n\n";
    }

    @BeforeEach
    void start() throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // read once in a process; DerainServer's tests rely on it
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        target = new Target(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"), 1000);
    }

    @AfterEach
    void stop() {
        target.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        Answer answer = answers.getOrDefault(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(),
                new Answer(404, Map.of("Content-Type", "application/json"),
                        "{\"error\": \"It is not here; look elsewhere.\"}"));
        Headers headers = exchange.getResponseHeaders();
        answer.headers().forEach(headers::set);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Load load(Request... requests) throws InterruptedException {
        return Load.run(target, List.of(requests), 2, 1);
    }

    private void assertFound(String method, String path, Answer answer, Request request, String fault)
            throws InterruptedException {
        answers.put(method + " " + path, answer);
        List<String> faults = load(request).faults();
        assertEquals(1, faults.size(), fault);
        assertTrue(faults.getFirst().contains(fault), faults.getFirst());
    }

    @Test
    void rightAnswersAreNoFaults() throws InterruptedException {
        answers.put("POST /derain", FILE);
        Load load = load(Whole.derain(GOOD), Whole.derain(GOOD), Whole.derain(GOOD));
        assertEquals(List.of(), load.faults());
        assertEquals(3, load.count(End.DONE));
        assertEquals(3, target.done.sum());
        answers.put("POST /derain", REFUSAL);
        assertEquals(1, load(Whole.derain(BAD)).count(End.REFUSED));
        String table = LatencyTable.of(load);
        assertTrue(table.contains("| POST /derain |  | 3 |") && table.contains("3 done, 0 refused, 0 cancelled"),
                table);
    }

    @Test
    void otherBytesOrHeadersAreFound() throws InterruptedException {
        assertFound("POST", "/derain", FILE.saying("a resulT"), Whole.derain(GOOD), "the first other one is number 7");
        assertFound("POST", "/derain", FILE.with("Content-Type", "image/jpeg"), Whole.derain(GOOD), "image/jpeg");
        assertFound("POST", "/derain", FILE.with("Server-Timing", "queue;dur=1"), Whole.derain(GOOD), "Server-Timing");
        assertFound("POST", "/derain", FILE.with("X-Content-Type-Options", "no"), Whole.derain(GOOD), "nosniff");
    }

    @Test
    void otherRefusalsThanPromisedAreFound() throws InterruptedException {
        assertFound("POST", "/derain", FILE, Whole.derain(BAD), "200, not one of");
        assertFound("POST", "/derain", REFUSAL.saying("<h1>415</h1>"), Whole.derain(BAD), "without a sentence");
        assertFound("POST", "/derain", REFUSAL.saying("{\"error\": \"no\"}"), Whole.derain(BAD), "no sentence");
        assertFound("POST", "/derain", REFUSAL.saying("{\"error\": \"java.io.IOException: no.\"}"), Whole.derain(BAD),
                "insides");
        assertFound("POST", "/derain", new Answer(500, REFUSAL.headers(), REFUSAL.body()), Whole.derain(BAD), "500");
        assertFound("POST", "/derain", new Answer(503, REFUSAL.headers(), REFUSAL.body()), Whole.derain(GOOD),
                "Retry-After");
    }

    @Test
    void jobsThatGoBackOrAreNotForgottenAreFound() throws InterruptedException {
        answers.put("POST /jobs", TAKEN);
        answers.put("GET " + JOB + "/result", FILE);
        assertFound("GET", JOB + "/events", EVENTS, Whole.followed(GOOD), "404, not 200");
        for (String side : List.of("before", "after", "rain")) {
            answers.put("GET " + JOB + "/" + side, FILE);
        }
        answers.put("GET " + JOB, new Answer(200, Map.of(), "{\"state\": \"done\"}"));
        assertFound("DELETE", JOB, new Answer(204, Map.of(), ""), Whole.followed(GOOD), "200, not 404");
        assertFound("GET", JOB + "/events", EVENTS.saying(EVENTS.body() + event("working", "part", 1)),
                Whole.followed(GOOD), "behind the last");
        assertFound("GET", JOB + "/events",
                EVENTS.saying(event("working", "part", 0.5) + event("working", "part", 0.4)),
                Whole.followed(GOOD), "part 0.4 after 0.5");
        assertFound("GET", JOB + "/events", EVENTS.saying(event("queued", "place", 1) + event("queued", "place", 2)),
                Whole.followed(GOOD), "place 2.0 after 1.0");
        assertFound("GET", JOB + "/events", EVENTS.saying(event("working", "part", 0.5)), Whole.followed(GOOD),
                "end with working");
    }

    @Test
    void countersThatDoNotAgreeAreFound() {
        Map<String, Double> none = counters(0);
        target.done.add(2);
        target.unseen.increment();
        assertEquals(List.of(), new Books(counters(2)).faults(new Books(none), target));
        assertEquals(List.of(), new Books(counters(3)).faults(new Books(none), target));
        assertEquals(1, new Books(counters(1)).faults(new Books(none), target).size());
        assertEquals(1, new Books(counters(4)).faults(new Books(none), target).size());
        assertThrows(AssertionError.class, () -> new Books(Map.of()).faults(new Books(none), target));
    }

    private static Map<String, Double> counters(double done) {
        Map<String, Double> all = new ConcurrentHashMap<>();
        for (String outcome : List.of("internal", "busy", "too_long")) {
            all.put("derain_jobs_total{outcome=\"" + outcome + "\"}", 0.0);
            all.put("derain_orders_refused_total{reason=\"" + outcome + "\"}", 0.0);
        }
        all.put("derain_jobs_total{outcome=\"done\"}", done);
        return all;
    }

    @Test
    void quantilesAreOfWhatWasMeasured() {
        double[] ten = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        assertEquals(5, LatencyTable.quantile(ten, 0.5));
        assertEquals(9, LatencyTable.quantile(ten, 0.9));
        assertEquals(10, LatencyTable.quantile(ten, 0.99));
        assertEquals(1, LatencyTable.quantile(new double[]{1}, 0.5));
    }
}
