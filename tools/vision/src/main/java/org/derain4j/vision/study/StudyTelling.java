package org.derain4j.vision.study;

/** Told how a study goes on; everything within one thread. */
public interface StudyTelling {

    /** A part of the work begins; {@code steps} may turn out to be fewer. */
    void stage(String name, int steps);

    /** A step of it begins. */
    void step(String sample);

    /** A sample cannot be looked at in some condition, and is left out of all; returns the sentence that tells why. */
    String failure(Sample sample, Throwable cause);

    /** The part is done. */
    void done();
}
