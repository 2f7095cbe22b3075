package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.derain4j.cli.common.ExitCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a JVM whose memory the weights do not fit into. */
@Tag("slow")
class SmallHeapTest {

    @TempDir
    private Path folder;

    @Test
    void aHeaderThatDoesNotFitIsAModelProblem() throws Exception {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < 400_000; i++) {
            header.append(i == 0 ? "" : ",").append("\"a tensor, number %06d\":".formatted(i))
                    .append("{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}");
        }
        byte[] text = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("many.safetensors");
        Files.write(file, ByteBuffer.allocate(Long.BYTES + text.length).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length).put(text).array());
        refusedForMemory("-Xmx64m", "inspect", file);
    }

    /** 64 MB of values, which are read, and as much again to be written. */
    @Test
    void aConversionThatDoesNotFitIsAModelProblem() throws Exception {
        Path file = Path.of(System.getProperty("derain4j.root"),
                "weights/m17n1/src/main/resources/META-INF/derain4j/m17n1.safetensors");
        Path target = folder.resolve("converted.safetensors");
        refusedForMemory("-Xmx100m", "convert", file, "-o", target);
        assertTrue(Files.notExists(target));
    }

    /** One of them needs nearly all of the memory and a scratch file, the others have room beside each other. */
    @Test
    void manyPicturesCompleteInASmallHeap() throws Exception {
        List<Object> pictures = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            BufferedImage picture = new BufferedImage(i == 5 ? 640 : 200 + 10 * i, i == 5 ? 480 : 150,
                    BufferedImage.TYPE_3BYTE_BGR);
            new Random(i).nextBytes(((DataBufferByte) picture.getRaster().getDataBuffer()).getData());
            pictures.add(Pictures.save(picture, folder.resolve("p%02d.png".formatted(i))));
        }
        Path dry = Files.createDirectory(folder.resolve("dry"));
        List<Object> words = new ArrayList<>(List.of("-Xmx110m", "-Xmn16m", "-Dderain.young=16", "-XX:+UseSerialGC",
                "-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path"), Derain.class.getName()));
        words.addAll(pictures);
        words.addAll(List.of("-o", dry));
        Path err = folder.resolve("err");
        Process process = java(err, words);
        assertEquals(ExitCode.DONE, process.waitFor(), Files.readString(err));
        try (Stream<Path> results = Files.list(dry)) {
            assertEquals(pictures.size(), results.count());
        }
        assertTrue(Files.readString(err).contains("p05.png: 640x480 with a scratch file"), Files.readString(err));
    }

    private void refusedForMemory(String heap, String command, Path file, Object... options) throws Exception {
        Path err = folder.resolve("err");
        List<Object> words = new ArrayList<>(List.of(heap, "-cp", System.getProperty("java.class.path"),
                Derain.class.getName(), command, file));
        words.addAll(List.of(options));
        int exitCode = java(err, words).waitFor();
        String said = Files.readString(err);
        assertEquals(ExitCode.MODEL, exitCode, said);
        assertTrue(said.matches("derain: \\Q" + file
                + "\\E: needs more memory than Java may use here, \\d+ MB; give it more, as with -Xmx4g\\.\\R"), said);
    }

    private static Process java(Path err, List<Object> words) throws IOException {
        List<String> line = Stream.concat(Stream.of(System.getProperty("java.home") + "/bin/java"), words.stream())
                .map(Object::toString).toList();
        return new ProcessBuilder(line).redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(err.toFile())
                .start();
    }
}
