package org.derain4j.weights;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Whether a file was written just now, by whatever time it bears. */
class FileStateTest {

    private static boolean isFresh(Instant written) {
        return new FileState(null, FileTime.from(written), 1).isFresh();
    }

    @Test
    void anyTimeWillDo() {
        assertTrue(isFresh(Instant.now()));
        assertTrue(isFresh(Instant.now().plusSeconds(3600)), "by another machine's clock");
        assertTrue(isFresh(Instant.MAX), "as some file systems can keep it");
        assertFalse(isFresh(Instant.now().minusSeconds(1)));
        assertFalse(isFresh(Instant.MIN));
        assertFalse(new FileState(null, null, 0).isFresh(), "no file");
    }
}
