package org.derain4j.weights;

import java.util.Set;
import org.derain4j.structure.GoodGuest;

/** The hook goes when the file does. */
class GoodGuestTest extends GoodGuest {

    @Override
    protected Set<String> exceptions() {
        return Set.of("FileReplacement -> java.lang.Runtime.addShutdownHook");
    }
}
