package org.derain4j.kernels;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BackendsTest {

    @Test
    void aNameThatIsNoneIsSaidOnOneLine() {
        String said = assertThrows(IllegalArgumentException.class, () -> Backends.open("gpu\n\u001b[1m", 1, false))
                .getMessage();
        assertTrue(said.startsWith("there is no backend `gpu??[1m`; there is "), said);
    }
}
