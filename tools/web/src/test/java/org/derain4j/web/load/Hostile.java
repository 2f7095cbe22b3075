package org.derain4j.web.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.derain4j.web.load.Request.End;

/** Requests that are wrong as HTTP, or come from where none may come: each gets its refusal, and nothing more. */
final class Hostile {

    /** What a client says, and hears. */
    private interface Talk {

        Optional<Reply> with(RawConnection connection, Target target, Random random) throws Exception;
    }

    private Hostile() {}

    /** One of each. */
    static List<Request> all(Sample small) {
        return List.of(
                // from where none may come
                get("a Host of another site", "/models", "Host: evil.example\r\n", 421),
                get("a Host that begins as ours", "/models", "Host: 127.0.0.1.evil.example:80\r\n", 421),
                get("a Host with a user", "/models", "Host: evil.example@127.0.0.1\r\n", 400, 421),
                get("no Host", "/models", "", 400, 421), get("an empty Host", "/models", "Host:\r\n", 400, 421),
                get("two Hosts", "/models", "Host: HOST\r\nHost: evil.example\r\n", 400, 421),
                get("the address of another site", "http://evil.example/models", "Host: HOST\r\n", 400, 404, 421),
                get("a page of another site", "/models", "Host: HOST\r\nOrigin: http://evil.example\r\n", 403),
                get("a page of a file", "/models", "Host: HOST\r\nOrigin: null\r\n", 403),
                get("a page of another port", "/models", "Host: HOST\r\nOrigin: http://127.0.0.1:1\r\n", 403),
                get("a request across sites", "/models", "Host: HOST\r\nSec-Fetch-Site: cross-site\r\n", 403),
                get("a request across ports", "/models", "Host: HOST\r\nSec-Fetch-Site: same-site\r\n", 403),
                post("a form of another site", small, "Origin: http://evil.example\r\n", "/derain", 403),
                // addresses
                get("no such path", "/nothing", HOST, 404), get("no such job", "/jobs/" + "0".repeat(32), HOST, 404),
                get("a job above", "/jobs/../../../etc/passwd", HOST, 400, 404),
                get("a file above", "/web/../server/openapi.yaml", HOST, 400, 404),
                get("a file above, escaped", "/web/%2e%2e%2f%2e%2e%2fetc%2fpasswd", HOST, 400, 404),
                get("a class", "/web/Door.class", HOST, 404),
                get("an example above", "/examples/..%2f..%2f..%2fMETA-INF%2fMANIFEST.MF", HOST, 400, 404),
                get("a backslash", "/examples/..%5c..%5cetc", HOST, 400, 404),
                get("a path of an authority", "//evil.example/models", HOST, 400, 404),
                get("a zero", "/web/%00viewer.js", HOST, 400, 404),
                get("half an escape", "/examples/%", HOST, 400, 404),
                get("what is no escape", "/examples/%zz", HOST, 400, 404),
                get("bytes that are no UTF-8", "/examples/%ff%fe%c0%af", HOST, 400, 404),
                get("a raw byte", "/examples/\u00ff", HOST, 400, 404),
                get("a long address", "/examples/" + "x".repeat(100_000), HOST, CLOSED, 400, 404, 414, 431),
                get("a star", "*", HOST, 400, 404, 405), get("a space in the address", "/mo dels", HOST, 400, 404, 505),
                // methods
                line("TRACE / HTTP/1.1", 405, 501), line("PUT /derain HTTP/1.1", 405),
                line("GET /derain HTTP/1.1", 405),
                line("POST /models HTTP/1.1", 405), line("DELETE /models HTTP/1.1", 405),
                line("CONNECT evil.example:443 HTTP/1.1", 400, 404, 405, 501),
                line("OPTIONS /derain HTTP/1.1", 204, 403, 405),
                line("get /models HTTP/1.1", 400, 405, 501), line("PROPFIND / HTTP/1.1", 405, 501),
                line("GET /models HTTP/9.9", 200, 400, 505), line("GET /models", CLOSED, 400),
                line("GET  /models  HTTP/1.1", 400, 404), line("/models", CLOSED, 400), line(" ", CLOSED, 400),
                // parameters
                post("a strength of words", small, "", "/derain?strength=all", 400),
                post("no number", small, "", "/derain?strength=NaN", 400),
                post("an infinite strength", small, "", "/derain?strength=1e999", 400),
                post("a strength below 0", small, "", "/derain?strength=-1", 400),
                post("a model's path", small, "", "/derain?model=../../etc/passwd", 400),
                post("a model with a line", small, "", "/jobs?model=lite%0d%0aX-Injected:%201", 400),
                post("no format", small, "", "/derain?format=exe", 400),
                post("half an escape in a parameter", small, "", "/derain?name=%e", 400),
                post("an unknown parameter", small, "", "/derain?strenght=0", 200, 400),
                post("a parameter twice", small, "", "/derain?strength=1&strength=0", 200, 400),
                post("thousands of parameters", small, "", "/derain?" + IntStream.range(0, 5_000)
                        .mapToObj(i -> "p" + i + "=" + i).collect(Collectors.joining("&")), CLOSED, 200, 400, 414),
                named("lines", "a%0d%0aX-Injected:%201%0d%0a%0d%0a<script>", small),
                named("a path", "..%2f..%2f..%2fetc%2fpasswd", small),
                named("markup", "%22%3e%3cscript%3ealert(1)%3c/script%3e.png", small),
                named("a zero", "a%00.png", small), named("bytes that are no UTF-8", "%ff%fe%ed%a0%80", small),
                named("no name", "", small), named("thousands of letters", "x".repeat(5_000), small));
    }

    /** Not only numbers of three digits: the connection may end without an answer. */
    static final int CLOSED = 0;
    private static final String HOST = "Host: HOST\r\n";

    private static Request get(String name, String path, String headers, int... answers) {
        return talk(name, (connection, target, _) -> {
            connection.trySend(bytes("GET " + path + " HTTP/1.1\r\n" + headers + "\r\n", target));
            return connection.reply();
        }, answers);
    }

    private static Request line(String line, int... answers) {
        return talk(line, (connection, target, _) -> {
            connection.trySend(bytes(line + "\r\n" + HOST + "Content-Length: 0\r\n\r\n", target));
            return connection.reply();
        }, answers);
    }

    private static Request post(String name, Sample sample, String headers, String path, int... answers) {
        return talk(name, (connection, target, _) -> sent(connection, target, sample, headers, path), answers);
    }

    /** Names may be anything; they come back in a header, and may not make one. */
    private static Request named(String what, String name, Sample sample) {
        return talk("a name with " + what, (connection, target, _) -> {
            Optional<Reply> reply = sent(connection, target, sample, "", "/derain?name=" + name);
            reply.filter(r -> r.status() == 200).ifPresent(r -> {
                String disposition = r.header("Content-Disposition");
                Check.that(disposition.chars().allMatch(c -> c >= ' ' && c < 127), disposition);
                Check.that(disposition.length() < 2_000 && !disposition.contains("/") && !disposition.contains("\\"),
                        disposition);
                Check.that(!r.headers().containsKey("X-Injected"), "a name makes a header");
            });
            return reply;
        }, 200, 400);
    }

    private static Optional<Reply> sent(RawConnection connection, Target target, Sample sample, String headers,
            String path) throws IOException, InterruptedException {
        byte[] head = bytes("POST " + path + " HTTP/1.1\r\n" + HOST + headers + "Content-Length: "
                + sample.bytes().length + "\r\n\r\n", target);
        if (connection.trySend(head)) {
            connection.trySend(sample.bytes());
        }
        return connection.reply();
    }

    static byte[] bytes(String text, Target target) {
        return text.replace("HOST", target.host()).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Request talk(String name, Talk talk, int... answers) {
        return new Request("hostile", "", name, (target, random) -> {
            for (int turn = 0;; turn++) {
                try (RawConnection connection = target.connect()) {
                    Optional<Reply> reply = talk.with(connection, target, random);
                    if (reply.isPresent() && reply.get().status() == 503 && turn < 100) {
                        target.busy.increment();
                        Thread.sleep(100 + random.nextInt(200));
                        continue;
                    }
                    return end(target, reply, answers);
                }
            }
        });
    }

    /** Fails for another answer than these. */
    static End end(Target target, Optional<Reply> reply, int... answers) {
        int status = reply.map(Reply::status).orElse(CLOSED);
        Check.that(IntStream.of(answers).anyMatch(answer -> answer == status),
                () -> status + ", not one of " + IntStream.of(answers).boxed().toList()
                        + reply.map(r -> " " + r.start()).orElse(""));
        reply.filter(r -> r.status() >= 400).ifPresent(Reply::requireSentence);
        if (status == 200 && reply.get().header("Server-Timing").contains("network")) {
            target.unseen.increment();
        }
        return status == 200 ? End.DONE : End.REFUSED;
    }
}
