package org.derain4j.kernels.cpu;

/** Threads of scratch files. */
final class ScratchThreads {

    private ScratchThreads() {}

    static long count() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getState() != Thread.State.TERMINATED
                        && thread.getName().startsWith("derain4j-scratch-"))
                .count();
    }
}
