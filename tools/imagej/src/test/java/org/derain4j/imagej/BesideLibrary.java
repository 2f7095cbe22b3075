package org.derain4j.imagej;

import java.io.IOException;
import org.derain4j.engine.Derainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests that hold the plugin's pixels against the library's. */
abstract class BesideLibrary {

    static Derainer derainer;

    @BeforeAll
    static void open() throws IOException {
        derainer = Derainer.builder().build();
    }

    @AfterAll
    static void close() {
        derainer.close();
    }
}
