package org.derain4j.web.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** The server that is tried, and a well-behaved client of it. */
final class Target implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** Where it is. */
    final URI base;
    /** Of a file that is sent, at most. */
    final long mostBytes;
    /** How often it was busy. */
    final LongAdder busy = new LongAdder();
    /** Jobs that were seen done. */
    final LongAdder done = new LongAdder();
    /** Jobs of which nobody has seen what came of them. */
    final LongAdder unseen = new LongAdder();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE).build();

    Target(URI base, long mostBytes) {
        this.base = base.resolve("/");
        this.mostBytes = mostBytes;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(base.getHost(), base.getPort());
    }

    RawConnection connect() throws IOException {
        return new RawConnection(address());
    }

    /** As raw requests name it. */
    String host() {
        return base.getHost() + ":" + base.getPort();
    }

    Reply get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    Reply delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    Reply post(String path, byte[] body) throws IOException, InterruptedException {
        return send(request(path).POST(BodyPublishers.ofByteArray(body)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
    }

    Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return Reply.of(client.send(request.build(), BodyHandlers.ofByteArray()));
    }

    /** An answer that comes line by line. */
    HttpResponse<Stream<String>> lines(String path) throws IOException, InterruptedException {
        return client.send(request(path).GET().build(), BodyHandlers.ofLines());
    }

    @Override
    public void close() {
        client.close();
    }
}
