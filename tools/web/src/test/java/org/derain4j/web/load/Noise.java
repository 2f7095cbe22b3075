package org.derain4j.web.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.derain4j.web.load.Request.End;

/** What is hardly HTTP any more: bodies whose length is a lie, floods, other protocols, clients that take their time. */
final class Noise {

    private static final String POST = "POST /derain HTTP/1.1\r\nHost: HOST\r\n";
    private static final int SIPS = 20;

    private Noise() {}

    /** One of each. */
    static List<Request> all(Sample small) {
        List<Request> all = new ArrayList<>(List.of(
                // lengths
                sent("more announced than is taken", POST + "Content-Length: 99999999999\r\n\r\n", false, 413),
                sent("more announced than a number holds", POST + "Content-Length: 99999999999999999999\r\n\r\n", false,
                        400, 413),
                sent("a length below 0", POST + "Content-Length: -1\r\n\r\n", false, 400),
                sent("a length of words", POST + "Content-Length: many\r\n\r\n", false, 400),
                sent("two lengths", POST + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", false, 400, 415),
                sent("a length and chunks", POST + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        false, 400, 415),
                sent("an unknown coding", POST + "Transfer-Encoding: gzip\r\n\r\nabc", false, 400, 415, 501),
                sent("chunks of no number", POST + "Transfer-Encoding: chunked\r\n\r\nxyz\r\nabc\r\n", true,
                        Hostile.CLOSED, 400, 415),
                sent("a chunk below 0", POST + "Transfer-Encoding: chunked\r\n\r\n-5\r\nabc\r\n", true, Hostile.CLOSED,
                        400, 415),
                sent("a chunk as long as memory", POST + "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\nabc", true,
                        Hostile.CLOSED, 400, 413, 415),
                sent("chunks that break off", POST + "Transfer-Encoding: chunked\r\n\r\n5\r\nabc", true, Hostile.CLOSED,
                        400, 415),
                sent("less than announced", POST + "Content-Length: 1000\r\n\r\nabc", true, Hostile.CLOSED, 400, 408,
                        415),
                sent("no length at all", POST + "\r\n", false, 400, 411, 415),
                sent("a body with GET", "GET /models HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5\r\n\r\nhello", false,
                        200, 400),
                // headers
                sent("a header without a colon", "GET /models HTTP/1.1\r\nHost: HOST\r\nnonsense\r\n\r\n", false, 200,
                        400),
                sent("a header of zeros", "GET /models HTTP/1.1\r\nHost: HOST\r\nX: \0\0\r\n\r\n", false, 200, 400),
                sent("a header over lines", "GET /models HTTP/1.1\r\nHost: HOST\r\nX: a\r\n b\r\n\r\n", false, 200,
                        400),
                sent("an upgrade", "GET /models HTTP/1.1\r\nHost: HOST\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
                        false, 200, 400),
                sent("a long header", "GET /models HTTP/1.1\r\nHost: HOST\r\nX: " + "y".repeat(2 << 20) + "\r\n\r\n",
                        false, Hostile.CLOSED, 400, 413, 431),
                sent("many headers", "GET /models HTTP/1.1\r\nHost: HOST\r\n" + IntStream.range(0, 20_000)
                        .mapToObj(i -> "X" + i + ": " + i + "\r\n").collect(Collectors.joining()) + "\r\n", false,
                        Hostile.CLOSED, 400, 413, 431),
                // other protocols
                sent("TLS", "\26\3\1\2\0\1\0\1\374\3\3" + "\252".repeat(200), true, Hostile.CLOSED, 400),
                sent("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0", true, Hostile.CLOSED, 400, 404,
                        405, 421, 501, 505),
                sent("SSH", "SSH-2.0-OpenSSH_9.7\r\n", true, Hostile.CLOSED, 400),
                sent("SMTP", "EHLO evil.example\r\nMAIL FROM:<a@b>\r\n\r\n", true, Hostile.CLOSED, 400),
                sent("blank lines", "\r\n".repeat(100), true, Hostile.CLOSED, 400),
                sent("nothing", "", true, Hostile.CLOSED)));
        all.addAll(List.of(garbage(), endless(), tooLarge(), pipelined(), pipelined(), pipelined(), sipped(small),
                dripping(), silent()));
        return all;
    }

    private static Request sent(String name, String text, boolean ends, int... answers) {
        return noise(name, (target, _) -> {
            try (RawConnection connection = target.connect()) {
                if (connection.trySend(Hostile.bytes(text, target)) && ends) {
                    connection.end();
                }
                return Hostile.end(target, connection.reply(), answers);
            }
        });
    }

    private static Request noise(String name, Request.Call call) {
        return new Request("hostile", "", name, call);
    }

    private static Request garbage() {
        return noise("random bytes", (target, random) -> {
            byte[] bytes = new byte[1 + random.nextInt(5_000)];
            random.nextBytes(bytes);
            try (RawConnection connection = target.connect()) {
                if (connection.trySend(bytes)) {
                    connection.end();
                }
                return Hostile.end(target, connection.reply(), Hostile.CLOSED, 400);
            }
        });
    }

    /** It goes on until it is told to stop. */
    private static Request endless() {
        return noise("chunks without end", (target, random) -> {
            byte[] chunk = new byte[1 << 16];
            random.nextBytes(chunk);
            try (RawConnection connection = target.connect()) {
                connection.send(Hostile.bytes(POST + "Transfer-Encoding: chunked\r\n\r\n", target));
                long sent = 0;
                while (sent <= 4 * target.mostBytes && connection.trySend(Hostile.bytes("10000\r\n", target))
                        && connection.trySend(chunk) && connection.trySend(new byte[]{'\r', '\n'})) {
                    sent += chunk.length;
                }
                return Hostile.end(target, connection.reply(), Hostile.CLOSED, 413);
            }
        });
    }

    /** All of it is sent, whatever the server says meanwhile. */
    private static Request tooLarge() {
        return noise("a byte more than is taken", (target, _) -> {
            byte[] body = new byte[Math.toIntExact(target.mostBytes + 1)];
            System.arraycopy(new byte[]{(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}, 0, body, 0, 8);
            return Hostile.end(target, Optional.of(target.post("/derain", body)), 413);
        });
    }

    /** At once, or one in drops while the last one is being answered: all answers come, in their order. */
    private static Request pipelined() {
        return noise("several requests at once", (target, random) -> {
            try (RawConnection connection = target.connect()) {
                for (String path : List.of("/health", "/nothing", "/models", "/nowhere")) {
                    byte[] request = Hostile.bytes("GET " + path + " HTTP/1.1\r\nHost: HOST\r\n\r\n", target);
                    int part = random.nextInt(request.length);
                    connection.send(request, 0, part);
                    Thread.sleep(random.nextInt(6));
                    connection.send(request, part, request.length);
                }
                for (int status : new int[]{200, 404, 200, 404}) {
                    Reply reply = connection.reply().orElseThrow(() -> new AssertionError("no answer"));
                    Check.that(reply.require(status).status() < 400 || reply.text().contains("There is nothing at"),
                            reply::start);
                }
                return End.DONE;
            }
        });
    }

    /** Slow, and right. */
    private static Request sipped(Sample sample) {
        return noise("a picture in sips", (target, random) -> {
            Reply reply = Whole.patiently(() -> {
                try (RawConnection connection = target.connect()) {
                    connection
                            .send(Hostile.bytes(POST.replace("/derain", "/derain" + sample.query()) + "Content-Length: "
                                    + sample.bytes().length + "\r\n\r\n", target));
                    int length = sample.bytes().length;
                    for (int i = 0; i < SIPS; i++) {
                        connection.send(sample.bytes(), length * i / SIPS, length * (i + 1) / SIPS);
                        Thread.sleep(random.nextInt(60));
                    }
                    return connection.reply().orElseThrow(() -> new AssertionError("no answer"));
                }
            }, target);
            Whole.requireFile(reply, (Sample.Expected.File) sample.expected());
            target.done.increment();
            return End.DONE;
        });
    }

    /** A head that never ends, byte by byte; it leaves in the end, unless it is shown the door. */
    private static Request dripping() {
        return noise("a head in drops", (target, random) -> {
            byte[] head = Hostile.bytes("GET /models HTTP/1.1\r\nHost: HOST\r\nX-Long: " + "z".repeat(100), target);
            try (RawConnection connection = target.connect()) {
                for (int i = 0; i < 60 && connection.trySend(Arrays.copyOfRange(head, i, i + 1)); i++) {
                    Thread.sleep(random.nextInt(50));
                }
            }
            return End.CANCELLED;
        });
    }

    private static Request silent() {
        return noise("connections that say nothing", (target, random) -> {
            List<RawConnection> all = new ArrayList<>();
            try {
                for (int i = 0; i < 20; i++) {
                    all.add(target.connect());
                }
                Thread.sleep(500 + random.nextInt(1000));
            } finally {
                for (RawConnection connection : all) {
                    connection.close();
                }
            }
            return End.CANCELLED;
        });
    }
}
