package org.derain4j.web.jobs;

/** How far a job has come. */
public sealed interface JobState {

    /**
     * Whether nothing comes after it.
     *
     * @return true for what a job ends in
     */
    default boolean isFinal() {
        return true;
    }

    /**
     * It waits.
     *
     * @param place 1 for the next one
     */
    record Queued(int place) implements JobState {

        @Override
        public boolean isFinal() {
            return false;
        }
    }

    /**
     * It is worked on.
     *
     * @param part 0 to 1, of the network's steps
     */
    record Working(double part) implements JobState {

        @Override
        public boolean isFinal() {
            return false;
        }
    }

    /** The result is there. */
    record Done() implements JobState {}

    /**
     * There will be no result.
     *
     * @param reason   whose fault that is
     * @param sentence what to tell, with the remedy
     */
    record Failed(Reason reason, String sentence) implements JobState {}

    /** Somebody has cancelled it, or nobody is waiting for it any more. */
    record Cancelled() implements JobState {}

    /** Why a job fails or is refused. */
    enum Reason {
        /** A parameter is wrong. */
        BAD_REQUEST,
        /** What was sent is no picture, or a damaged one, or of a kind that is not read or cannot be written. */
        NO_PICTURE,
        /** More bytes or pixels than are taken. */
        TOO_LARGE,
        /** The queue is full, or the server ends. */
        BUSY,
        /** The work took longer than it may. */
        TOO_LONG,
        /** Ours. */
        INTERNAL
    }
}
