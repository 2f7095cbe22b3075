package org.derain4j.bench.peers;

/** A contender that has passed the gate, with the work prepared. */
final class Entrant implements AutoCloseable {

    /** How long each is warmed up at least, and a sample of short runs lasts. */
    private static final double WARM_SECONDS = 2;
    private static final double SAMPLE_SECONDS = 0.2;
    /** Who takes longer than this sits out all but two rounds. */
    private static final double LONG_SECONDS = 15;
    private static final int ROUNDS_OF_LONG_RUNS = 2;
    /** Long enough for the others' idle threads to stop spinning. */
    private static final long PAUSE_MILLIS = 50;

    private final Contender contender;
    private final Peer.Prepared prepared;
    private double expected;

    Entrant(Contender contender, Peer.Prepared prepared) {
        this.contender = contender;
        this.prepared = prepared;
    }

    Contender contender() {
        return contender;
    }

    Peer.Prepared prepared() {
        return prepared;
    }

    /** Runs at least once more after the gate's run. */
    void warmUp() {
        long start = System.nanoTime();
        do {
            expected = once();
        } while (System.nanoTime() - start < WARM_SECONDS * 1e9);
    }

    boolean sitsOut(int round) {
        return expected > LONG_SECONDS && round >= ROUNDS_OF_LONG_RUNS;
    }

    /** One sample: the time of a run, short runs taken several together. */
    double seconds() {
        pause();
        int runs = (int) Math.clamp(Math.ceil(SAMPLE_SECONDS / expected), 1, 100);
        long start = System.nanoTime();
        for (int run = 0; run < runs; run++) {
            prepared.run();
        }
        return (System.nanoTime() - start) / 1e9 / runs;
    }

    private double once() {
        long start = System.nanoTime();
        prepared.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted between two measurements", e);
        }
    }

    @Override
    public void close() {
        prepared.close();
    }
}
