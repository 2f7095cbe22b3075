package org.derain4j.web.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** HTTP by hand, for what no HTTP client would send. */
final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream in;

    RawConnection(InetSocketAddress server) throws IOException {
        this(server, 0);
    }

    /** With room for so many bytes that were not read yet; 0 for the usual. */
    RawConnection(InetSocketAddress server, int receiving) throws IOException {
        socket = new Socket();
        if (receiving > 0) {
            socket.setReceiveBufferSize(receiving);
        }
        socket.connect(server, PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Characters up to 255. */
    RawConnection send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawConnection send(byte[] bytes) throws IOException {
        return send(bytes, 0, bytes.length);
    }

    RawConnection send(byte[] bytes, int from, int to) throws IOException {
        socket.getOutputStream().write(bytes, from, to - from);
        return this;
    }

    /** As much as the server takes: it may answer and close before all is sent. Whether it took all. */
    boolean trySend(byte[] bytes) {
        try {
            send(bytes);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Says that no more will be sent. */
    void end() throws IOException {
        socket.shutdownOutput();
    }

    /** The next answer; empty if the server has closed without one. */
    Optional<Reply> reply() throws IOException {
        try {
            return Reply.read(in);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no answer within " + PATIENCE_MILLIS + " ms", e);
        } catch (SocketException e) {
            return Optional.empty();
        }
    }

    /** A line of an answer that goes on; null at its end. */
    String line() throws IOException {
        return Reply.line(in);
    }

    /** Ends it as a client that dies does: what is on its way is lost. */
    void cut() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
