package org.derain4j.cli.derain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MemoryGateTest {

    private final MemoryGate gate = new MemoryGate(100);

    private FutureTask<MemoryGate.Share> entering(long network, long own) throws Exception {
        FutureTask<MemoryGate.Share> task = new FutureTask<>(() -> gate.enter(network, own));
        Thread thread = Thread.ofPlatform().daemon().start(task);
        while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return task;
    }

    @Test
    void theNetworksMemoryIsSharedAndSamplesAddUp() throws Exception {
        gate.enter(60, 20);
        MemoryGate.Share second = gate.enter(50, 20);
        FutureTask<MemoryGate.Share> third = entering(10, 1);
        assertTrue(!third.isDone());
        second.close();
        third.get(10, TimeUnit.SECONDS);
    }

    @Test
    void oneAloneAlwaysPasses() throws Exception {
        MemoryGate.Share large = gate.enter(Long.MAX_VALUE, Long.MAX_VALUE / 4);
        FutureTask<MemoryGate.Share> small = entering(0, 1);
        assertTrue(!small.isDone());
        large.close();
        large.close();
        MemoryGate.Share inside = small.get(10, TimeUnit.SECONDS);
        FutureTask<MemoryGate.Share> other = entering(Long.MAX_VALUE, 0);
        assertTrue(!other.isDone(), "a small one is inside, and the network would take all");
        inside.close();
        other.get(10, TimeUnit.SECONDS);
    }

    @Test
    void withoutAnyRoomTheyComeOneByOne() throws Exception {
        MemoryGate none = new MemoryGate(0);
        int passed = 0;
        for (int i = 0; i < 3; i++) {
            try (MemoryGate.Share _ = none.enter(5, 5)) {
                passed++;
            }
        }
        assertEquals(3, passed);
    }
}
