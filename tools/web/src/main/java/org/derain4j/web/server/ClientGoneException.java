package org.derain4j.web.server;

import java.io.IOException;

/** Nobody is there any more to be told anything. */
final class ClientGoneException extends IOException {

    private static final long serialVersionUID = 1L;

    ClientGoneException(IOException cause) {
        super("the client has gone", cause);
    }
}
