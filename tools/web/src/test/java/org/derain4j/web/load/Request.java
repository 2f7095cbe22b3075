package org.derain4j.web.load;

import java.util.Random;

/**
 * One of those that are sent to a server at once.
 *
 * @param kind in words, for the table
 * @param size of its picture, in words; else empty
 * @param name for messages
 * @param call sends it
 */
record Request(String kind, String size, String name, Call call) {

    /** How it has ended; whatever is wrong is an AssertionError. */
    enum End {
        /** As asked for. */
        DONE,
        /** By a refusal, rightly. */
        REFUSED,
        /** By who asked. */
        CANCELLED
    }

    /** What is done. */
    @FunctionalInterface
    interface Call {

        End send(Target target, Random random) throws Exception;
    }
}
