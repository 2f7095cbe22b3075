package org.derain4j.engine.soak;

import java.util.Random;

/** What is done with the shared derainer, and how often, in a hundred. */
enum Call {

    /** A picture. */
    WHOLE(40),
    /** A picture to 16 bits. */
    DEPTH(6),
    /** What stays of a picture, and its rain. */
    SEPARATE(6),
    /** A picture at half the strength, through another door of the same derainer. */
    WEAK(6),
    /** Floats. */
    FLOATS(5),
    /** The rain in floats. */
    RAIN(4),
    /** A picture whose listener has enough of it at some step. */
    STOPPED(12),
    /** A picture whose listener throws at some step. */
    THROWN(4),
    /** A picture whose thread is interrupted after a while. */
    INTERRUPTED(7),
    /** A picture on a virtual thread whose future is cancelled after a while. */
    FUTURE(4),
    /** A picture whose memory is to be given back while it is worked on. */
    TRIMMED(3),
    /** A picture that is too large. */
    REFUSED(2),
    /** A picture by a derainer of its own, which is opened and closed. */
    OWN(2),
    /** The same, closed by another thread on the way. */
    CLOSED(2);

    private final int often;

    Call(int often) {
        this.often = often;
    }

    /** One of them, as often as it says. */
    static Call any(Random random, Setting setting) {
        Call call = any(random);
        return call.isPossible(setting) ? call : WHOLE;
    }

    /** Whether that can be: in tiles, or with a budget, nothing is too large. */
    boolean isPossible(Setting setting) {
        return this != REFUSED || setting.mode() == Setting.Mode.AUTO || setting.mode() == Setting.Mode.PORTABLE;
    }

    private static Call any(Random random) {
        int left = 0;
        for (Call call : values()) {
            left += call.often;
        }
        left = random.nextInt(left);
        for (Call call : values()) {
            left -= call.often;
            if (left < 0) {
                return call;
            }
        }
        throw new AssertionError("the sum is wrong");
    }

    /** How one has ended, where nothing is wrong. */
    enum End {
        DONE, GIVEN_UP
    }
}
