package org.derain4j.kernels;

import java.util.Set;
import org.derain4j.structure.GoodGuest;

/** The thread local's values are of Java's own classes. */
class GoodGuestTest extends GoodGuest {

    @Override
    protected Set<String> exceptions() {
        return Set.of("PlainTile -> java.lang.ThreadLocal.withInitial",
                "PlainTile -> java.lang.ThreadLocal.get");
    }
}
