package org.derain4j.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that do not fit into the memory of a JVM of its own. */
@Tag("slow")
class SmallHeapTest {

    private static final String SENTENCE = "%s: needs more memory than Java may use here, 32 MB; give it more, as with -Xmx4g\n";

    @TempDir
    Path folder;

    /** Runs in the other JVM: opens the file and reads all its tensors. */
    public static void main(String[] args) throws IOException {
        try (TensorFile file = TensorFile.open(Path.of(args[0]))) {
            for (String tensor : file.tensors().keySet()) {
                file.doubles(tensor);
            }
        } catch (WeightFormatException e) {
            System.out.print(e.getMessage() + "\n");
        }
    }

    @Test
    void manyTensors() throws Exception {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < 100_000; i++) {
            header.append(i == 0 ? "" : ",").append('"').append(i)
                    .append("\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}");
        }
        Path file = folder.resolve("many.safetensors");
        Files.write(file, Fixtures.safetensors(header.append('}').toString(), 0));
        assertEquals(SENTENCE.formatted(file), inSmallHeap(file));
    }

    /** 16 MB of floats fit, but not the doubles that are asked for. */
    @Test
    void aLargeTensor() throws Exception {
        Path file = folder.resolve("large.safetensors");
        new SafetensorsWriter(Map.of()).add("a", DType.F16, List.of(1 << 22), new float[1 << 22]).write(file);
        assertEquals(SENTENCE.formatted(file), inSmallHeap(file));
    }

    @Test
    void aLargeIndex() throws Exception {
        Path file = folder.resolve("large.index");
        byte[] bytes = new byte[1 << 20];
        Arrays.fill(bytes, (byte) 1);
        Files.write(file, bytes);
        assertEquals(SENTENCE.formatted(file), inSmallHeap(file));
    }

    private static String inSmallHeap(Path file) throws Exception {
        Process process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-Xmx32m", "-XX:+UseG1GC",
                "-cp",
                System.getProperty("java.class.path"), SmallHeapTest.class.getName(), file.toString())
                .redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
