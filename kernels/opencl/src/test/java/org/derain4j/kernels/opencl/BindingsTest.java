package org.derain4j.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Device;
import org.derain4j.kernels.backend.Devices;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process prints and leaves that looks for devices: each test has one of its own, because JOCL is loaded once. */
class BindingsTest {

    private static final List<String> PLANTED = List.of("libJOCL_2_0_6-linux-x86_64.so", "libJOCL_2_0_6-linux-arm64.so",
            "libJOCL_2_0_6-apple-x86_64.dylib", "libJOCL_2_0_6-apple-arm64.dylib");

    @TempDir
    Path folder;

    @BeforeAll
    static void requireDevice() {
        OpenClDevices.require(BindingsTest.class, 4);
    }

    /** Lists the devices. */
    static final class Main {

        private Main() {}

        public static void main(String[] args) throws ClassNotFoundException {
            if (args.length > 0) {
                Class.forName(args[0]);
            }
            System.out.println(said(Backends.devices()));
        }
    }

    private static String said(Devices devices) {
        return devices.problem() != null
                ? devices.problem()
                : devices.found().stream().map(Device::name).toList().toString();
    }

    private String run(Map<String, String> environment, List<String> options, String... args)
            throws IOException, InterruptedException {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", path,
                        "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp"))));
        command.addAll(options);
        command.add(Main.class.getName());
        command.addAll(List.of(args));
        Path out = folder.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().putAll(environment);
        assertTrue(builder.start().waitFor(120, TimeUnit.SECONDS));
        return Files.readString(out).strip();
    }

    private static List<String> allowed() {
        return List.of("--enable-native-access=ALL-UNNAMED");
    }

    /** Its content is no library at all: whoever loads it finds no device. */
    @Test
    void aLibraryThatOthersLeftInTheTemporaryFolderIsNotLoaded() throws IOException, InterruptedException {
        Path shared = Files.createDirectories(folder.resolve("tmp"));
        byte[] content = "from somebody else".getBytes();
        for (String name : PLANTED) {
            Files.write(shared.resolve(name), content);
        }
        assertEquals(said(Backends.devices()), run(Map.of(), allowed()));
        for (String name : PLANTED) {
            assertArrayEquals(content, Files.readAllBytes(shared.resolve(name)));
        }
        try (Stream<Path> left = Files.list(shared)) {
            assertEquals(PLANTED.size(), left.count(), "nothing of ours is left behind");
        }
    }

    @Test
    void whoUsesTheBindingsAlreadyMayGoOn() throws IOException, InterruptedException {
        assertEquals(said(Backends.devices()), run(Map.of(), allowed(), "org.jocl.CL"));
    }

    /** Linux looks for libraries here first, and takes one that is damaged for none. */
    @Test
    void withoutALoaderThereIsOneSentence() throws IOException, InterruptedException {
        for (String name : List.of("libOpenCL.so.1", "libOpenCL.so")) {
            Files.write(folder.resolve(name), new byte[0]);
        }
        String said = run(Map.of("LD_LIBRARY_PATH", folder.toString()), allowed());
        assertTrue(said.startsWith("there is no OpenCL loader; install it (") && said.lines().count() == 1, said);
    }

    @Test
    void whereNativeCodeIsRefusedThereIsOneSentence() throws IOException, InterruptedException {
        String said = run(Map.of(), List.of("--illegal-native-access=deny"));
        assertTrue(said.startsWith("Java was told to refuse native code; start it with --enable-native-access=")
                && said.lines().count() == 1, said);
    }
}
