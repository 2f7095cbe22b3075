package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.spi.ToolProvider;
import java.util.zip.CRC32C;
import org.derain4j.kernels.Backends;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine on run-time images of its own, as jlink makes them for a program, with few of Java's modules. */
@Tag("slow")
class SmallImageTest {

    private static final String VECTOR = "jdk.incubator.vector";

    @TempDir
    private Path folder;

    /** The program of the images. */
    static final class Program {

        private Program() {}

        public static void main(String[] args) throws Exception {
            Path scratch = Path.of(args[0]);
            BufferedImage picture = new BufferedImage(400, 300, BufferedImage.TYPE_3BYTE_BGR);
            new Random(1).nextBytes(((DataBufferByte) picture.getRaster().getDataBuffer()).getData());
            long room;
            try (Derainer derainer = Derainer.builder().threads(2).build()) {
                System.out.println(derainer.describe());
                System.out.println(crc(derainer.derain(picture)));
                room = derainer.memory(300, 400).bytes();
            }
            try (Derainer derainer = Derainer.builder().threads(2).memoryBudget(room * 3 / 4).scratch(scratch)
                    .build()) {
                System.out.println(derainer.storage(300, 400).scratchBytes() > 0 ? "in a file" : "in memory");
                System.out.println(crc(derainer.derain(picture)));
            }
        }

        private static String crc(BufferedImage picture) {
            CRC32C crc = new CRC32C();
            crc.update(((DataBufferByte) picture.getRaster().getDataBuffer()).getData());
            return Long.toHexString(crc.getValue());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.desktop,java.logging,jdk.incubator.vector", "java.desktop"})
    void derains(String modules) throws Exception {
        Optional<ToolProvider> jlink = ToolProvider.findFirst("jlink");
        if (jlink.isEmpty()) {
            System.out.println("SmallImageTest: 1 case skipped: this JDK has no jlink");
        }
        Assumptions.assumeTrue(jlink.isPresent(), "no jlink");
        Path image = folder.resolve("image");
        StringWriter said = new StringWriter();
        PrintWriter log = new PrintWriter(said);
        assertEquals(0, jlink.get().run(log, log, "--add-modules", modules, "--strip-debug", "--no-header-files",
                "--no-man-pages", "--output", image.toString()), said.toString());
        boolean vectors = modules.contains(VECTOR);
        List<String> small = run(image, vectors);
        assertTrue(small.getFirst().startsWith(vectors ? Backends.VECTOR : Backends.PORTABLE), small.toString());
        assertEquals("in a file", small.get(2));
        assertEquals(small.get(1), small.get(3));
        assertEquals(run(Path.of(System.getProperty("java.home")), vectors), small, modules);
    }

    /** The four lines of the program. */
    private List<String> run(Path java, boolean vectors) throws Exception {
        List<String> command = new ArrayList<>(List.of(java.resolve("bin/java").toString()));
        if (vectors) {
            command.addAll(List.of("--add-modules", VECTOR));
        }
        command.addAll(List.of("-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path"),
                Program.class.getName(), folder.toString()));
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
                .toList();
        assertEquals(0, process.waitFor(), () -> command + " failed: " + read(err));
        return lines;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
