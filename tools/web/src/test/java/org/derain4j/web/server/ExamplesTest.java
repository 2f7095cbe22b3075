package org.derain4j.web.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.derain4j.web.server.Examples.Example;
import org.junit.jupiter.api.Test;

class ExamplesTest {

    /** What the command writes beside the samples does not get into the jar. */
    @Test
    void theJarHasThoseOfTheListAlone() throws IOException, URISyntaxException {
        Path folder = Path.of(Examples.class.getResource("examples/lighthouse.png").toURI()).getParent();
        try (Stream<Path> files = Files.list(folder)) {
            Set<String> found = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
            assertEquals(Examples.ALL.stream().map(Example::name).collect(Collectors.toSet()), found);
        }
    }
}
