package org.derain4j.engine;

import java.util.Objects;

/**
 * How long one step of the network took.
 *
 * @param kind         operation, window, input channels and shape of the result; the same for steps of the same work
 * @param multiplyAdds of a direct convolution without the parts that a zero state makes dead; none for what is no convolution
 * @param mapValues    read and written, each map once
 * @param seconds      on the wall, all threads together; or by the device's clock
 */
public record LayerTime(String kind, long multiplyAdds, long mapValues, double seconds) {

    /** Refuses null. */
    public LayerTime {
        Objects.requireNonNull(kind, "kind");
    }
}
