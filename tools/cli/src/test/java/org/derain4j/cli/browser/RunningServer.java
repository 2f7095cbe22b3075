package org.derain4j.cli.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.DerainerBuilder;
import org.derain4j.web.jobs.Engines;
import org.derain4j.web.jobs.Limits;
import org.derain4j.web.server.DerainServer;
import org.derain4j.web.server.ServerOptions;
import org.openqa.selenium.json.Json;

/** A server with the real engine, and what is asked of it beside the browser. */
final class RunningServer implements Engines, AutoCloseable {

    /** The embedded model as it is. */
    static final String LITE = "lite";
    /** The same on a reduced copy, to tell by its results. */
    static final String REDUCED = "reduced";
    static final int REDUCED_SIDE = 64;
    /** The same, but takes many seconds for a small picture, in many steps. */
    static final String SLOW = "slow";

    private final DerainServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningServer(Optional<String> token) throws IOException {
        server = DerainServer.start(new ServerOptions("127.0.0.1", 0, List.of(), token, "1.2.3"), this, Limits.USUAL);
    }

    static RunningServer start() throws IOException {
        return new RunningServer(Optional.empty());
    }

    static RunningServer start(String token) throws IOException {
        return new RunningServer(Optional.of(token));
    }

    @Override
    public List<Choice> models() {
        return List.of(new Choice(LITE, "The usual one", "Apache-2.0"),
                new Choice(REDUCED, "Looks at a reduced copy", "Apache-2.0"),
                new Choice(SLOW, "Takes its time", "Apache-2.0"));
    }

    @Override
    public Derainer open(String model) throws IOException {
        DerainerBuilder builder = Derainer.builder().threads(2);
        return switch (model) {
            case REDUCED -> builder.workSize(REDUCED_SIDE).build();
            case SLOW -> builder.backend("reference").build();
            default -> builder.build();
        };
    }

    URI uri() {
        return server.uri();
    }

    /** One of its counters. */
    double metric(String name) {
        return get("/metrics").lines().filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1))).findFirst().orElse(0);
    }

    /** The sentence with which it refuses a file. */
    String refusal(Path file) throws IOException {
        String answer = send(request("/derain?name=" + file.getFileName())
                .POST(HttpRequest.BodyPublishers.ofFile(file)).build());
        return (String) new Json().<Map<String, Object>>toType(answer, Json.MAP_TYPE).get("error");
    }

    private String get(String path) {
        return send(request(path).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri().resolve(path)).timeout(Duration.ofSeconds(60));
    }

    private String send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
