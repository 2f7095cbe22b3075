package org.derain4j.web.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.derain4j.conformance.Json;

/** One request, and its answer. */
final class Call {

    static final String JSON = "application/json";

    private final HttpExchange exchange;
    private final Connection connection;
    private String part = "";
    private boolean answered;
    private boolean last;
    private boolean taken;

    Call(HttpExchange exchange, Connection connection) {
        this.exchange = exchange;
        this.connection = connection;
        SafetyHeaders.ALL.forEach(exchange.getResponseHeaders()::set);
    }

    String method() {
        return exchange.getRequestMethod();
    }

    /** As it was sent, which is without a host. */
    URI target() {
        return exchange.getRequestURI();
    }

    Connection connection() {
        return connection;
    }

    /** What stands in the path where its pattern has a name. */
    String part() {
        return part;
    }

    void part(String found) {
        part = found;
    }

    Query query(String... known) throws Refusal {
        return new Query(target().getRawQuery(), List.of(known));
    }

    /** All values of a request's header, in any case of its name. */
    List<String> headers(String name) {
        return exchange.getRequestHeaders().getOrDefault(name, List.of());
    }

    /** The first of them, or an empty text. */
    String header(String name) {
        List<String> all = headers(name);
        return all.isEmpty() ? "" : all.getFirst();
    }

    InputStream body() {
        return exchange.getRequestBody();
    }

    /** The body has been read to its end. */
    void taken() {
        taken = true;
    }

    /** Whether something comes behind the request's head. */
    boolean hasBody() {
        return !headers("Transfer-Encoding").isEmpty() || !List.of("", "0").contains(header("Content-Length"));
    }

    /** Sets a header of the answer. */
    Call with(String name, String value) {
        exchange.getResponseHeaders().set(name, value);
        return this;
    }

    /** Adds one that may be there several times. */
    void add(String name, String value) {
        exchange.getResponseHeaders().add(name, value);
    }

    boolean isAnswered() {
        return answered;
    }

    /** Whether the connection ends with the answer. */
    boolean isLast() {
        return last;
    }

    int status() {
        return exchange.getResponseCode();
    }

    void json(int status, Object value) throws ClientGoneException {
        bytes(status, JSON, json(value));
    }

    /** A value as a body. */
    static byte[] json(Object value) {
        return (Json.write(value) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    void bytes(int status, String type, byte[] bytes) throws ClientGoneException {
        with("Content-Type", type);
        send(status, bytes.length, out -> out.write(bytes));
    }

    /** A file of the queue, which may just have gone. */
    void file(String type, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            with("Content-Type", type);
            send(200, Files.size(file), in::transferTo);
        }
    }

    void empty(int status) throws ClientGoneException {
        send(status, 0, _ -> {});
    }

    void refuse(Refusal refusal) throws ClientGoneException {
        Headers answer = exchange.getResponseHeaders();
        answer.clear(); // whatever was meant for a better one
        SafetyHeaders.ALL.forEach(answer::set);
        if (refusal.header() != null) {
            answer.set(refusal.header(), refusal.value());
        }
        json(refusal.status(), Map.of("error", refusal.getMessage()));
    }

    /** An answer whose length nobody knows yet; to be closed. Null where none is wanted, as by HEAD. */
    OutputStream stream(String type) throws ClientGoneException {
        with("Content-Type", type);
        begin();
        try {
            exchange.sendResponseHeaders(200, isHead() ? -1 : 0);
            return isHead() ? null : exchange.getResponseBody();
        } catch (IOException e) {
            throw new ClientGoneException(e);
        }
    }

    private boolean isHead() {
        return method().equals("HEAD");
    }

    /** What nobody has read of a body is no request: the connection ends, and the client is not waited for. */
    private void begin() {
        answered = true;
        if (hasBody() && !taken) {
            with("Connection", "close");
            connection.lastAnswer();
            last = true;
        }
    }

    /** What goes into an answer. */
    private interface Content {

        void writeTo(OutputStream out) throws IOException;
    }

    private void send(int status, long length, Content content) throws ClientGoneException {
        begin();
        boolean none = isHead() || length == 0;
        if (isHead() && length > 0) {
            with("Content-Length", Long.toString(length));
        }
        try {
            exchange.sendResponseHeaders(status, none ? -1 : length);
            if (!none) {
                try (OutputStream out = exchange.getResponseBody()) {
                    content.writeTo(out);
                }
            }
        } catch (IOException e) {
            throw new ClientGoneException(e);
        }
    }
}
