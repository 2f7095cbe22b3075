package org.derain4j.spark.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How pictures are put together to tasks. */
class PackingTest {

    private static Work sized(String name, int width, int height) {
        return new Work(name, "out/" + name, (long) width * height / 4, width, height);
    }

    private static Work unsized(String name, long bytes) {
        return new Work(name, "out/" + name, bytes, 0, 0);
    }

    private static List<Work> small(int count) {
        return new ArrayList<>(IntStream.range(0, count).mapToObj(i -> sized("small" + i, 480, 320)).toList());
    }

    private static void assertAll(List<Work> works, List<List<Work>> tasks) {
        Set<Work> seen = new HashSet<>();
        tasks.forEach(task -> {
            assertTrue(!task.isEmpty());
            task.forEach(work -> assertTrue(seen.add(work), work + " twice"));
        });
        assertEquals(new HashSet<>(works), seen);
    }

    @Test
    void aHugePictureStandsAloneAndFirst() {
        List<Work> works = small(200);
        Work huge = sized("huge", 11_600, 8_700);
        works.add(117, huge);
        List<List<Work>> tasks = Packing.of(works, 16, 0);
        assertAll(works, tasks);
        assertEquals(16, tasks.size());
        assertEquals(List.of(huge), tasks.getFirst());
        assertTrue(tasks.stream().skip(1).allMatch(task -> task.size() == 13 || task.size() == 14),
                "the others are even");
    }

    @Test
    void twoThatAreLargerThanTheRestTogetherStandAlone() {
        List<Work> works = small(10);
        Work first = sized("first", 4000, 3000);
        Work second = sized("second", 3000, 2000);
        works.add(second);
        works.add(first);
        List<List<Work>> tasks = Packing.of(works, 4, 0);
        assertAll(works, tasks);
        assertEquals(List.of(List.of(first), List.of(second)), tasks.subList(0, 2));
        assertEquals(List.of(5, 5), tasks.subList(2, 4).stream().map(List::size).toList());
    }

    @Test
    void bytesCountWhereHeadersTellNothing() {
        Work huge = unsized("huge", 50_000_000);
        List<Work> works = new ArrayList<>(IntStream.range(0, 40).mapToObj(i -> unsized("a" + i, 100_000)).toList());
        works.add(huge);
        assertEquals(List.of(huge), Packing.of(works, 8, 0).getFirst());
    }

    @Test
    void bytesAreWorthWhatTheyAreInTheOthers() {
        // Of the others a byte is four pixels: this one takes longer than twenty of them.
        Work unknown = unsized("unknown", 22L * 480 * 320 / 4);
        List<Work> works = small(20);
        works.add(unknown);
        List<List<Work>> tasks = Packing.of(works, 2, 0);
        assertAll(works, tasks);
        assertEquals(Set.of(1, 20), Set.of(tasks.get(0).size(), tasks.get(1).size()));
    }

    @Test
    void aReducedCopyMakesLargePicturesCheaper() {
        List<Work> works = small(100);
        Work large = sized("large", 6400, 4800);
        works.add(large);
        assertEquals(1, Packing.of(works, 2, 0).getFirst().size());
        assertTrue(Packing.of(works, 2, 480).stream().noneMatch(task -> task.size() == 1));
    }

    @Test
    void fewPicturesMakeFewTasksAndOneTaskHasAll() {
        List<Work> works = small(3);
        assertEquals(3, Packing.of(works, 100, 0).size());
        assertEquals(List.of(3), Packing.of(works, 1, 0).stream().map(List::size).toList());
        assertEquals(List.of(), Packing.of(List.of(), 8, 0));
    }

    @Test
    void tasksAreInTheOrderOfWhatTheyTake() {
        Random random = new Random(1);
        List<Work> works = IntStream.range(0, 500)
                .mapToObj(i -> sized("p" + i, 100 + random.nextInt(2000), 100 + random.nextInt(2000))).toList();
        List<List<Work>> tasks = Packing.of(works, 40, 0);
        assertAll(works, tasks);
        List<Long> pixels = tasks.stream().map(task -> task.stream().mapToLong(Work::pixels).sum()).toList();
        double mean = pixels.stream().mapToLong(Long::longValue).average().orElseThrow();
        assertTrue(pixels.stream().allMatch(sum -> Math.abs(sum - mean) < 0.1 * mean), pixels::toString);
    }

    @Test
    void aMillionTakesSeconds() {
        List<Work> works = IntStream.range(0, 1_000_000).mapToObj(i -> sized("p" + i, 100 + i % 700, 500)).toList();
        int tasks = Packing.tasks(works.size(), 1000);
        assertEquals(20_000, tasks);
        List<List<Work>> packed = assertTimeout(Duration.ofSeconds(20), () -> Packing.of(works, tasks, 0));
        assertEquals(tasks, packed.size());
    }

    @Test
    void theNumberOfTasksFollowsSlotsAndPictures() {
        assertEquals(1, Packing.tasks(0, 2));
        assertEquals(5, Packing.tasks(5, 2));
        assertEquals(16, Packing.tasks(200, 2));
        assertEquals(625, Packing.tasks(10_000, 2));
        assertEquals(20_000, Packing.tasks(1_000_000_000, 100));
        assertEquals(80_000, Packing.tasks(1_000_000_000, 10_000));
    }
}
