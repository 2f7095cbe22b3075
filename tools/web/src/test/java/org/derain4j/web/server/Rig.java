package org.derain4j.web.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.derain4j.engine.Derainer;
import org.derain4j.web.jobs.Engines;
import org.derain4j.web.jobs.Limits;

/** A server with real engines, and clients: a usual one, and sockets that send what no usual one would. */
final class Rig implements Engines, AutoCloseable {

    static final String LITE = "lite";
    /** Waits until it is let go before it opens. */
    static final String HELD = "held";
    /** Takes seconds for a small picture, in many steps. */
    static final String SLOW = "slow";
    /** Fails in a way that nobody expects. */
    static final String BROKEN = "broken";

    static final Limits LIMITS = new Limits(1 << 20, 1 << 20, 4, Duration.ofMinutes(5), 8, Duration.ofMinutes(30));
    static final DerainServer.Patience PATIENCE = new DerainServer.Patience(
            new Door.Patience(64, Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(5)),
            Duration.ofSeconds(10), Duration.ofSeconds(10));

    private static final Duration LONG = Duration.ofSeconds(60);

    final DerainServer server;
    final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final CountDownLatch hold = new CountDownLatch(1);

    Rig() throws IOException {
        this(LIMITS, PATIENCE, Optional.empty());
    }

    Rig(Limits limits, DerainServer.Patience patience, Optional<String> token, String... names) throws IOException {
        server = DerainServer.start(new ServerOptions("127.0.0.1", 0, List.of(names), token, "1.2.3"), this, limits,
                patience);
    }

    @Override
    public List<Choice> models() {
        return Stream.of(LITE, HELD, SLOW, BROKEN).map(name -> new Choice(name, "about " + name, "Apache-2.0"))
                .toList();
    }

    @Override
    public Derainer open(String model) throws IOException {
        if (model.equals(BROKEN)) {
            throw new IllegalStateException("/secret/place");
        }
        if (model.equals(HELD)) {
            try {
                hold.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        return Derainer.builder().threads(2).backend(model.equals(SLOW) ? "reference" : "auto").build();
    }

    void letGo() {
        hold.countDown();
    }

    int port() {
        return server.uri().getPort();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return client.send(request(path, headers).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> send(String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return client.send(request(path, headers).method(method, HttpRequest.BodyPublishers.ofByteArray(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<byte[]> post(String path, byte[] body) throws IOException, InterruptedException {
        return client.send(request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri(path)).timeout(LONG);
        return headers.length == 0 ? builder : builder.headers(headers);
    }

    /** Puts a picture into the queue. */
    String job(String query, byte[] picture) throws IOException, InterruptedException {
        HttpResponse<String> created = send("POST", "/jobs" + query, picture);
        assertEquals(202, created.statusCode(), created.body());
        String place = created.headers().firstValue("Location").orElseThrow();
        assertTrue(place.matches("/jobs/[0-9a-f]{32}"), place);
        return place;
    }

    /** A connection of which no byte is anybody's but the test's. */
    Socket socket() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", port()));
        socket.setSoTimeout((int) LONG.toMillis());
        return socket;
    }

    /** What comes back until the server closes the connection; the request's lines end as they should. */
    Raw raw(String... lines) throws IOException {
        try (Socket socket = socket()) {
            write(socket, String.join("\r\n", lines) + "\r\n\r\n");
            return new Raw(read(socket));
        }
    }

    /** A GET with the right host, and that connection ends. */
    Raw raw(String path, List<String> headers) throws IOException {
        return raw(Stream.concat(Stream.of("GET " + path + " HTTP/1.1", "Host: 127.0.0.1:" + port(),
                "Connection: close"), headers.stream()).toArray(String[]::new));
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    static String read(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The head of a POST with the right host. */
    String head(String path, String length) {
        return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port() + "\r\n" + length + "\r\n\r\n";
    }

    /**
     * An answer as it came.
     *
     * @param text head and body
     */
    record Raw(String text) {

        int status() {
            assertTrue(text.startsWith("HTTP/1.1 "), "no answer: '" + text + "'");
            return Integer.parseInt(text.substring(9, 12));
        }

        String header(String name) {
            Matcher line = Pattern.compile("(?im)^" + name + ": ([^\r\n]*)\r\n").matcher(head());
            return line.find() ? line.group(1) : "";
        }

        String head() {
            return text.substring(0, text.indexOf("\r\n\r\n") + 2);
        }

        String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }
    }

    /** One line of /metrics, 0 where there is none. */
    double metric(String name) throws IOException, InterruptedException {
        return get("/metrics").body().lines().filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1))).findFirst().orElse(0);
    }

    /** Waits for a counter. */
    void awaitMetric(String name, double value) {
        await(name + " is " + value, () -> {
            try {
                return metric(name) == value;
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not within half a minute: " + what);
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Streaks over noise. */
    static byte[] png(int width, int height, int seed) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Random random = new Random(seed);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int streak = (x + y / 3) % 9 == 0 ? 90 : 0;
                for (int band = 0; band < 3; band++) {
                    picture.getRaster().setSample(x, y, band, 50 + 30 * band + streak + random.nextInt(20));
                }
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        return out.toByteArray();
    }

    static byte[] png(int seed) throws IOException {
        return png(80, 64, seed);
    }

    @Override
    public void close() {
        letGo();
        client.close();
        server.close();
    }
}
