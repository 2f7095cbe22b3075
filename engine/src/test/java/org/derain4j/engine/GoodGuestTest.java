package org.derain4j.engine;

import java.util.Set;
import org.derain4j.structure.GoodGuest;

/** The idle timer keeps a caller's context class loader away from Java's common threads. */
class GoodGuestTest extends GoodGuest {

    @Override
    protected Set<String> exceptions() {
        return Set.of("IdleTimer -> java.lang.Thread.getContextClassLoader",
                "IdleTimer -> java.lang.Thread.setContextClassLoader");
    }
}
