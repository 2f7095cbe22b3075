package org.derain4j.web.server;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.derain4j.web.jobs.Engines;
import org.derain4j.web.jobs.Limits;

/** The server, from its start until it is closed. */
public final class DerainServer implements AutoCloseable {

    /** Starts it; returns once it answers. */
    public static DerainServer start(ServerOptions options, Engines engines, Limits limits) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Where a browser on this machine finds it, with the token where there is one. */
    public URI uri() {
        throw new UnsupportedOperationException();
    }

    /** Ends it: no new requests; the picture in work may end within that time. */
    public void close(Duration grace) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }
}
