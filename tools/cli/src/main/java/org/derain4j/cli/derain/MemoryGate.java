package org.derain4j.cli.derain;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets in as many pictures as there is memory for, one in any case. The network works on one picture at a time, so of what it takes only
 * the largest demand counts; what a picture takes by itself it takes until it is written. Who is in never waits, so that nobody waits for
 * ever: a picture enters before it is decoded, with all that it will take.
 */
public final class MemoryGate {

    private final long total;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private final Set<Share> inside = new HashSet<>();

    /** For that many bytes. */
    public MemoryGate(long total) {
        this.total = total;
    }

    /** What a picture takes of the memory until it is closed. */
    public final class Share implements AutoCloseable {

        private final long network;
        private final long own;

        /** Then the engine rests. */
        private boolean alone;

        private Share(long network, long own) {
            this.network = network;
            this.own = own;
        }

        /** Whether nobody else was in when it came. */
        public boolean alone() {
            return alone;
        }

        /** Lets others in. Idempotent. */
        @Override
        public void close() {
            lock.lock();
            try {
                inside.remove(this);
                left.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Waits until there is room.
     *
     * @param network bytes that the network takes for it; what is beyond the total lies in a file
     * @param own     bytes of samples and what else it takes from its decoding to its writing
     */
    public Share enter(long network, long own) throws InterruptedException {
        Share share = new Share(Math.min(network, total), own);
        lock.lockInterruptibly();
        try {
            while (!fits(share)) {
                left.await();
            }
            share.alone = inside.isEmpty();
            inside.add(share);
            return share;
        } finally {
            lock.unlock();
        }
    }

    private boolean fits(Share share) {
        long network = inside.stream().mapToLong(other -> other.network).reduce(share.network, Math::max);
        long own = inside.stream().mapToLong(other -> other.own).sum();
        return inside.isEmpty() || own + share.own <= total - network;
    }
}
