package org.derain4j.web.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/**
 * Where clients come in. The JDK's HTTP server never tells that a client has gone while its request is at work, so the listening
 * socket is ours: it hands the bytes on to that server, which listens on the loopback device, and sees each client come and go. It also
 * bounds how many there are and how long they may take.
 */
final class Door implements AutoCloseable {

    /**
     * How much clients are put up with.
     *
     * @param connections at a time
     * @param head        that the first lines of a request take at most, from their first byte
     * @param taking      that a client takes none of its answer
     * @param ending      that a client is listened to after its last answer
     */
    record Patience(int connections, Duration head, Duration taking, Duration ending) {

        static final Patience USUAL = new Patience(256, Duration.ofSeconds(10), Duration.ofSeconds(60),
                Duration.ofSeconds(5));
    }

    private static final int BACKLOG = 256;
    private static final int INNER_PATIENCE_MILLIS = 5_000;
    private static final long TICK_MILLIS = 200;
    private static final int REFUSED_AT_A_TIME = 32;
    private static final byte[] TOO_MANY = SafetyHeaders.answer(503, "Service Unavailable",
            "Too many connections are open; try again in a few seconds.");

    private final ServerSocket listening;
    private final InetSocketAddress inner;
    private final Patience patience;
    private final Map<Integer, Connection> connections = new ConcurrentHashMap<>();
    private final Semaphore places;
    private final Semaphore refusing = new Semaphore(REFUSED_AT_A_TIME);
    private final LongAdder refused = new LongAdder();
    private final LongAdder slow = new LongAdder();
    private final LongAdder gone = new LongAdder();
    private final Thread accepting;
    private final Thread watching;

    /**
     * Opens it.
     *
     * @param address that clients know
     * @param inner   of the HTTP server
     * @throws IOException if the address cannot be had
     */
    Door(InetSocketAddress address, InetSocketAddress inner, Patience patience) throws IOException {
        this.inner = inner;
        this.patience = patience;
        places = new Semaphore(patience.connections());
        listening = new ServerSocket();
        try {
            listening.setReuseAddress(true); // as after a restart
            listening.bind(address, BACKLOG);
        } catch (IOException e) {
            listening.close();
            throw e;
        }
        accepting = Thread.ofVirtual().name("derain-door").start(this::acceptAll);
        watching = Thread.ofVirtual().name("derain-door-watch").start(this::watch);
    }

    /** Where it listens. */
    InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    /**
     * The connection that a request came by.
     *
     * @param innerPort the port of the other side, as the HTTP server sees it
     * @return empty for who has not come through this door
     */
    Optional<Connection> find(int innerPort) {
        return Optional.ofNullable(connections.get(innerPort));
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (places.tryAcquire()) {
                    Thread.ofVirtual().name("derain-door-requests").start(() -> serve(client));
                } else {
                    refused.increment();
                    refuse(client);
                }
            } catch (IOException e) {
                pause(); // closed, or there are no more file descriptors
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(TICK_MILLIS / 4);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Socket client) {
        try (client; Socket toInner = new Socket()) {
            client.setTcpNoDelay(true);
            toInner.setTcpNoDelay(true);
            toInner.connect(inner, INNER_PATIENCE_MILLIS);
            Connection connection = new Connection(client, toInner, patience, gone::increment);
            int port = toInner.getLocalPort();
            connections.put(port, connection);
            try {
                if (!listening.isClosed()) { // else nobody would close it
                    connection.relay();
                }
            } finally {
                connections.remove(port, connection);
            }
        } catch (IOException e) {
            // it has gone again, or the server has ended
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    /** With a sentence for as many as there is time for. */
    private void refuse(Socket client) throws IOException {
        if (!refusing.tryAcquire()) {
            client.close();
            return;
        }
        Thread.ofVirtual().name("derain-door-refusal").start(() -> {
            try (client) {
                client.setSoTimeout(1_000);
                client.getOutputStream().write(TOO_MANY);
                client.shutdownOutput();
                client.getInputStream().readNBytes(1 << 16);
            } catch (IOException e) {
                // it has gone
            } finally {
                refusing.release();
            }
        });
    }

    private void watch() {
        while (!listening.isClosed()) {
            try {
                Thread.sleep(TICK_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            for (Connection connection : connections.values()) {
                if (connection.check(System.nanoTime())) {
                    slow.increment();
                }
            }
        }
    }

    /** How many requests are at work. */
    long atWork() {
        return connections.values().stream().filter(Connection::isAtWork).count();
    }

    /** Counters, by name. */
    Map<String, Double> counters() {
        return Map.of("derain_connections", (double) connections.size(),
                "derain_connections_refused_total", refused.doubleValue(),
                "derain_requests_too_slow_total", slow.doubleValue(),
                "derain_clients_gone_total", gone.doubleValue());
    }

    /** Lets nobody in any more, and ends all connections. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /**
     * The same, to be called when the server behind has ended.
     *
     * @param time for what that has answered to be handed on
     */
    void close(Duration time) {
        try {
            listening.close();
        } catch (IOException e) {
            // it listens no more in any case
        }
        long end = System.nanoTime() + time.toNanos();
        while (end - System.nanoTime() > 0 && !connections.values().stream().allMatch(Connection::isHandedOn)) {
            pause();
        }
        watching.interrupt();
        connections.values().forEach(Connection::close);
        try {
            accepting.join();
            watching.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
