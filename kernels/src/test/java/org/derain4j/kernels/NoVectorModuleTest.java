package org.derain4j.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.derain4j.kernels.backend.Backend;
import org.junit.jupiter.api.Test;

/** What the chooser says where there are no vectors. The build runs this in a JVM without the incubator module. */
class NoVectorModuleTest {

    @Test
    void theModuleIsTheReasonAndItsOptionTheRemedy() {
        assertTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty(), "run without the incubator module");
        String before = System.clearProperty("derain4j.vectorBits");
        try {
            Backends.Availability vector = Backends.list().getFirst();
            assertEquals(Backends.VECTOR, vector.name());
            assertFalse(vector.available());
            assertTrue(vector.reason().contains("--add-modules jdk.incubator.vector"), vector.reason());
            assertThrows(IllegalStateException.class, () -> Backends.open(Backends.VECTOR, 1, false));
        } finally {
            restore(before);
        }
    }

    @Test
    void autoTakesThePortableBackendAndSaysSoOnceInThisJvm() {
        String before = System.clearProperty("derain4j.vectorBits");
        try (Backend backend = Backends.open(Backends.AUTO, 2, false);
                Backend another = Backends.open(Backends.AUTO, 1, true);
                Backend reference = Backends.open(Backends.REFERENCE, 1, false)) {
            assertTrue(backend.describe().startsWith("portable"), backend.describe());
            assertTrue(another.describe().startsWith("portable"), another.describe());
            assertEquals(1, LogLines.ALL.stream().filter(line -> line.contains("--add-modules jdk.incubator.vector")
                    && line.contains(" WARNING ")).count(), LogLines.ALL.toString());
            for (OpCase c : RandomCases.all().subList(0, 20)) {
                Map<Integer, float[]> expected = c.run(reference);
                c.run(backend).forEach((map, values) -> assertArrayEquals(expected.get(map), values, 1e-5f));
            }
        } finally {
            restore(before);
        }
    }

    @Test
    void theCeilingIsThatOfPlainLoops() {
        try (Backend backend = Backends.open(Backends.AUTO, 1, false)) {
            assertTrue(backend.ceiling(1) > 1e9);
        }
    }

    @Test
    void unknownNamesAndWidthsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Backends.open("quantum", 1, false));
        assertThrows(IllegalArgumentException.class, () -> Backends.open(Backends.REFERENCE, 0, false));
        String before = System.setProperty("derain4j.vectorBits", "300");
        try {
            assertTrue(assertThrows(IllegalArgumentException.class, Backends::list).getMessage().contains("300"));
        } finally {
            System.setProperty("derain4j.vectorBits", before == null ? "" : before);
        }
    }

    private static void restore(String bits) {
        if (bits != null) {
            System.setProperty("derain4j.vectorBits", bits);
        }
    }
}
