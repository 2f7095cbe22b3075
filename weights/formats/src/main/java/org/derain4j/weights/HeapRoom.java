package org.derain4j.weights;

/** What Java may use of memory, beside what a file would take. */
final class HeapRoom {

    private HeapRoom() {}

    /** Refuses at once what could only be refused after long collections of garbage. */
    static void require(long bytes, Origin origin) throws WeightFormatException {
        if (bytes > Runtime.getRuntime().maxMemory()) {
            throw lacking(origin, null);
        }
    }

    static WeightFormatException lacking(Origin origin, OutOfMemoryError cause) {
        WeightFormatException lacking = origin
                .damage("needs more memory than Java may use here, %d MB; give it more, as with -Xmx4g"
                        .formatted(Runtime.getRuntime().maxMemory() >> 20));
        lacking.initCause(cause);
        return lacking;
    }
}
