package org.derain4j.web.server;

import java.util.List;
import java.util.Optional;

/**
 * Where a server listens, and to whom.
 *
 * @param host    a name or address of this machine; {@code 127.0.0.1} unless told
 * @param port    0 for any that is free
 * @param names   by which browsers may call it beside addresses and localhost, with a port or for any
 * @param token   that all must know, if there is one
 * @param version of the program, for {@code /health}
 */
public record ServerOptions(String host, int port, List<String> names, Optional<String> token, String version) {

    /** Copies the names. */
    public ServerOptions {
        names = List.copyOf(names);
    }
}
