package org.derain4j.web.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.derain4j.web.jobs.Engines;
import org.derain4j.web.jobs.JobQueue;
import org.derain4j.web.jobs.Limits;

/** The server, from its start until it is closed. */
public final class DerainServer implements AutoCloseable {

    static final Logger LOG = System.getLogger(DerainServer.class.getName());

    /** Clients take their answers while they end. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);
    private static final long TICK_MILLIS = 100;

    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    static {
        // Else the last part of an answer waits for the receipt of the part before it: 40 ms for nothing.
        System.setProperty(NO_DELAY, System.getProperty(NO_DELAY, "true"));
    }

    /**
     * How long the server waits for what.
     *
     * @param door      for clients
     * @param unwatched for somebody to watch again
     * @param keepAlive between two signs of life to who watches
     */
    record Patience(Door.Patience door, Duration unwatched, Duration keepAlive) {

        static final Patience USUAL = new Patience(Door.Patience.USUAL, Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    private final ServerOptions options;
    private final JobQueue queue;
    private final HttpServer http;
    private final ExecutorService threads;
    private final Door door;
    private final Gate gate;
    private final Routes routes;
    private final Audience audience;
    private final Metrics metrics = new Metrics();
    private final Thread sweeping;
    private volatile boolean ending;
    private boolean closed;

    private DerainServer(ServerOptions options, Engines engines, Limits limits, Patience patience)
            throws IOException {
        this.options = options;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try {
            door = new Door(new InetSocketAddress(InetAddress.getByName(options.host()), options.port()),
                    http.getAddress(), patience.door());
        } catch (IOException e) {
            http.stop(0);
            throw e;
        }
        try {
            queue = new JobQueue(engines, limits);
        } catch (IOException | RuntimeException e) {
            door.close();
            http.stop(0);
            throw e;
        }
        gate = new Gate(names(options, door.address().getPort()), door.address().getPort(), options.token());
        audience = new Audience(patience.unwatched());
        Upload upload = new Upload(limits.bytes(), Math.max(1, limits.waiting()));
        Orders orders = new Orders(queue, engines, upload);
        JobRoutes jobs = new JobRoutes(queue, orders, audience, patience.keepAlive());
        routes = routes(engines, new DerainRoute(queue, orders), jobs, upload);
        threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("derain-http-", 0).factory());
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
        sweeping = Thread.ofVirtual().name("derain-http-sweep").start(this::sweep);
    }

    /**
     * Starts it; returns once it answers.
     *
     * @param options where it listens, and to whom
     * @param engines where derainers come from
     * @param limits  what it takes
     * @return to be closed by the caller
     * @throws IOException {@link java.net.BindException} if the port is taken, another if the host is none of this machine or there is
     *                     no place for uploads
     */
    public static DerainServer start(ServerOptions options, Engines engines, Limits limits) throws IOException {
        return start(options, engines, limits, Patience.USUAL);
    }

    static DerainServer start(ServerOptions options, Engines engines, Limits limits, Patience patience)
            throws IOException {
        return new DerainServer(options, engines, limits, patience);
    }

    /** The host that it listens on is one of its names: browsers are sent there. */
    private static List<String> names(ServerOptions options, int port) {
        return Stream.concat(options.names().stream(), Stream.of(options.host() + ":" + port)).toList();
    }

    private Routes routes(Engines engines, DerainRoute derain, JobRoutes jobs, Upload upload) {
        return new Routes()
                .add("GET", "/", call -> send(call, Resource.own("index.html")))
                .add("GET", "/web/{name}", call -> send(call, Resource.web(call.part())))
                .add("POST", "/derain", derain::derain)
                .add("POST", "/jobs", jobs::create)
                .add("GET", "/jobs/{id}", jobs::state)
                .add("DELETE", "/jobs/{id}", jobs::remove)
                .add("GET", "/jobs/{id}/events", jobs::events)
                .add("GET", "/jobs/{id}/before", call -> jobs.preview(call, "before"))
                .add("GET", "/jobs/{id}/after", call -> jobs.preview(call, "after"))
                .add("GET", "/jobs/{id}/rain", call -> jobs.preview(call, "rain"))
                .add("GET", "/jobs/{id}/result", jobs::result)
                .add("GET", "/models", call -> models(call, engines))
                .add("GET", "/examples", Examples::list)
                .add("GET", "/examples/{name}", Examples::send)
                .add("GET", "/health", this::health)
                .add("GET", "/metrics", call -> metrics(call, jobs, upload))
                .add("GET", "/openapi.yaml", call -> send(call, Resource.own("openapi.yaml")));
    }

    private static void send(Call call, Optional<Resource> resource) throws Refusal, IOException {
        call.query();
        if (resource.isEmpty()) {
            throw new Refusal(404, "There is no file of that name; open /, which names those that there are.");
        }
        resource.get().send(call);
    }

    private static void models(Call call, Engines engines) throws Refusal, IOException {
        call.query();
        List<Engines.Choice> choices = engines.models();
        call.json(200, Map.of("models",
                choices.stream().map(choice -> view(choice, choice == choices.getFirst())).toList()));
    }

    /** What a page shows of a model. */
    private static Map<String, Object> view(Engines.Choice choice, boolean first) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", choice.name());
        view.put("about", choice.about());
        view.put("licence", choice.licence());
        view.put("default", first);
        return view;
    }

    private void health(Call call) throws Refusal, IOException {
        call.query();
        call.json(ending ? 503 : 200, Map.of("status", ending ? "ending" : "ok", "version", options.version()));
    }

    private void metrics(Call call, JobRoutes jobs, Upload upload) throws Refusal, IOException {
        call.query();
        Map<String, Double> all = new HashMap<>(queue.counters());
        all.putAll(door.counters());
        all.putAll(jobs.counters());
        all.put("derain_received_bytes_total", upload.received());
        call.bytes(200, Metrics.TYPE, metrics.text(all).getBytes(StandardCharsets.UTF_8));
    }

    private void handle(HttpExchange exchange) {
        Optional<Connection> connection = door.find(exchange.getRemoteAddress().getPort());
        if (connection.isEmpty()) {
            exchange.close(); // it has come by another way than the door
            return;
        }
        int number = connection.get().begin();
        Call call = new Call(exchange, connection.get());
        try (exchange) {
            answer(call);
        } finally {
            metrics.answered(call.status());
            connection.get().end(number, call.isLast());
        }
    }

    private void answer(Call call) {
        try {
            try {
                answerOrRefuse(call);
            } catch (Refusal e) {
                call.refuse(e);
            } catch (NoSuchFileException e) {
                call.refuse(new Refusal(404, "This result is not kept any more; send the picture again."));
            } catch (InterruptedException e) {
                call.refuse(new Refusal(503, "The server ends; send the picture again later."));
            } catch (ClientGoneException e) {
                throw e;
            } catch (IOException | RuntimeException | Error e) {
                LOG.log(Level.ERROR, call.method() + " " + Query.shown(call.target().toString()), e);
                if (!call.isAnswered()) {
                    call.refuse(new Refusal(500,
                            "The server has made a mistake; try again, and report it with what its log says."));
                }
            }
        } catch (ClientGoneException e) {
            brokenOff(call);
        }
    }

    /** Mostly nobody hears this; but it may be that only the request's body was no body. */
    private static void brokenOff(Call call) {
        if (!call.isAnswered()) {
            try {
                call.refuse(new Refusal(400, "The request's body is broken off; send it again, whole."));
            } catch (ClientGoneException e) {
                // so it was
            }
        }
    }

    private void answerOrRefuse(Call call) throws Refusal, IOException, InterruptedException {
        if (call.target().getRawAuthority() != null || call.target().getRawPath() == null) {
            throw new Refusal(400, "This is no proxy; send the path alone.");
        }
        if (gate.passes(call, call.target().getRawPath().equals("/health"))) {
            routes.handle(call);
        }
    }

    private void sweep() {
        try {
            while (true) {
                Thread.sleep(TICK_MILLIS);
                audience.sweep();
            }
        } catch (InterruptedException e) {
            // the server ends
        }
    }

    /**
     * Where a browser on this machine finds it, with the token where there is one.
     *
     * @return an http address
     */
    public URI uri() {
        InetSocketAddress address = door.address();
        String host = address.getAddress().isAnyLocalAddress()
                ? "127.0.0.1"
                : options.host().replaceAll("[\\[\\]]", "");
        String query = options.token().map(token -> "?token=" + Percent.encoded(token)).orElse("");
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort() + "/"
                + query);
    }

    /** Where the HTTP server listens, which is nobody's business. */
    int innerPort() {
        return http.getAddress().getPort();
    }

    /** What there is to ask for. */
    Routes routes() {
        return routes;
    }

    /**
     * Whether somebody would lose something if it ended now.
     *
     * @return true while pictures wait or are worked on
     */
    public boolean isAtWork() {
        Map<String, Double> counters = queue.counters();
        return counters.getOrDefault("derain_jobs_waiting", 0.0)
                + counters.getOrDefault("derain_jobs_working", 0.0) > 0;
    }

    /**
     * Ends it: no new pictures; the one in work may end within that time, and its sender gets it.
     *
     * @param grace for the picture in work
     */
    public synchronized void close(Duration grace) {
        if (closed) {
            return;
        }
        closed = true;
        ending = true;
        queue.end(grace);
        letAnswersEnd();
        http.stop(0); // what it has answered is on its way through the door
        door.close(LAST_ANSWERS);
        threads.shutdownNow();
        sweeping.interrupt();
        queue.close();
    }

    private void letAnswersEnd() {
        long end = System.nanoTime() + LAST_ANSWERS.toNanos();
        try {
            while (door.atWork() > 0 && end - System.nanoTime() > 0) {
                Thread.sleep(TICK_MILLIS / 5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it at once. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }
}
