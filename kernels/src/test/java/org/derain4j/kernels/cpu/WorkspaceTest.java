package org.derain4j.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.junit.jupiter.api.Test;

class WorkspaceTest {

    private static final Shape SHAPE = new Shape(5, 3, 2);

    private final Program program = new Program(List.of(new FeatureMap("x", SHAPE, 0)), List.of(), List.of(0),
            List.of(0));

    @Test
    void aWriteOutsideAMapIsFound() {
        for (int outside : new int[]{-1, SHAPE.rowFloats() * SHAPE.height()}) {
            Workspace workspace = new Workspace(program);
            workspace.allocate(Cancellation.NONE);
            workspace.requireIntact();
            MapView map = workspace.map(0);
            map.array(0)[map.offset(0) + outside] = 1;
            assertThrows(IllegalStateException.class, workspace::requireIntact);
        }
    }

    @Test
    void largeMapsAreCutBetweenRows() {
        Workspace workspace = new Workspace(program, 2 * SHAPE.rowFloats() + 1);
        MapView map = workspace.map(0);
        assertNull(map.array(1), "known before there is any memory");
        workspace.allocate(Cancellation.NONE);
        assertEquals((SHAPE.floats() + 3 * 2 * Workspace.GUARD) * Float.BYTES, workspace.bytes());
        assertNotSame(map.array(1), map.array(2));
        float[] values = new float[(int) SHAPE.floats()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        workspace.write(0, 0, 5, values);
        assertEquals(values[(3 * 3 + 1) * 2 + 1], map.get(3, 1, 1));
        float[] read = new float[values.length];
        workspace.read(0, 0, 5, read);
        assertArrayEquals(values, read);
        workspace.read(0, 1, 3, read); // across two arrays' ends
        assertArrayEquals(Arrays.copyOfRange(values, 6, 24), Arrays.copyOf(read, 18));
        workspace.requireIntact();
    }

    /** A garbage collector of regions gives whole ones, of up to 32 MiB: a word too much would cost half as much again. */
    @Test
    void aFullArrayFillsRegionsOfTheHeap() {
        Shape shape = new Shape(1025, 1 << 9, 1 << 5);
        long bytes = new Workspace(new Program(List.of(new FeatureMap("x", shape, 0)), List.of(), List.of(0),
                List.of(0))).bytes();
        int header = 16;
        int guards = 2 * Workspace.GUARD * Float.BYTES;
        int rows = (Workspace.CHUNK / shape.rowFloats());
        assertEquals((shape.floats() * Float.BYTES) + 2 * guards, bytes, "two arrays");
        assertTrue(rows * shape.rowFloats() * Float.BYTES + guards + header <= 64 << 20);
    }

    @Test
    void aRowIsNeverCut() {
        Workspace workspace = new Workspace(program, SHAPE.rowFloats() - 1);
        workspace.allocate(Cancellation.NONE);
        MapView map = workspace.map(0);
        for (int y = 0; y < SHAPE.height(); y++) {
            assertEquals(SHAPE.rowFloats() + 2 * Workspace.GUARD, map.array(y).length);
            assertEquals(Workspace.GUARD, map.offset(y));
        }
    }

    @Test
    void rowsThatAreNotThereAreRefused() {
        Workspace workspace = new Workspace(program);
        workspace.allocate(Cancellation.NONE);
        for (int[] rows : new int[][]{{-1, 1}, {0, -1}, {0, 6}, {5, 1}, {1, Integer.MAX_VALUE}, {0, 3}}) {
            float[] two = new float[3 * 6 - 1];
            assertThrows(IllegalArgumentException.class, () -> workspace.write(0, rows[0], rows[1], two));
            assertThrows(IllegalArgumentException.class, () -> workspace.read(0, rows[0], rows[1], two));
        }
    }
}
