package org.derain4j.cli.derain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PipelineTest {

    private final List<Integer> through = Collections.synchronizedList(new ArrayList<>());

    private void run(int number, Consumer<Integer> first, Consumer<Integer> middle, Consumer<Integer> last)
            throws InterruptedException {
        Iterator<Integer> items = IntStream.range(0, number).iterator();
        new Pipeline<>(() -> items.hasNext() ? items.next() : null, first, middle, last).run();
    }

    @Test
    void allItemsGoThroughAllStagesInTheirOrder() throws InterruptedException {
        Thread caller = Thread.currentThread();
        List<Integer> middle = new ArrayList<>();
        run(1000, _ -> {
        }, item -> {
            assertSame(caller, Thread.currentThread());
            middle.add(item);
        }, through::add);
        List<Integer> all = IntStream.range(0, 1000).boxed().toList();
        assertEquals(all, middle);
        assertEquals(all, through);
    }

    @Test
    void noStageRunsFarAhead() throws InterruptedException {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        run(200, _ -> most.accumulateAndGet(begun.incrementAndGet() - ended.get(), Math::max), _ -> {
        }, _ -> ended.incrementAndGet());
        assertTrue(most.get() <= 7, most + " at a time");
    }

    @Test
    void nothingIsNoTrouble() throws InterruptedException {
        run(0, through::add, through::add, through::add);
        assertEquals(List.of(), through);
    }

    /** Of a source or a stage; nobody waits for ever. */
    @Test
    void aBugComesOutWhereverItIs() {
        RuntimeException bug = new IllegalStateException("bug");
        Consumer<Integer> fails = item -> {
            if (item == 3) {
                throw bug;
            }
        };
        Consumer<Integer> works = _ -> {
        };
        assertSame(bug, assertThrows(RuntimeException.class, () -> run(50, fails, works, through::add)));
        assertEquals(List.of(0, 1, 2), through);
        assertSame(bug, assertThrows(RuntimeException.class, () -> run(50, works, fails, works)));
        assertSame(bug, assertThrows(RuntimeException.class, () -> run(50, works, works, fails)).getCause());
    }
}
