package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.derain4j.engine.Model.Variable;
import org.derain4j.engine.graph.Architecture;
import org.derain4j.weights.DType;
import org.derain4j.weights.PrintableText;
import org.derain4j.weights.SafetensorsWriter;
import org.derain4j.weights.WeightFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ModelTest {

    @TempDir
    Path folder;

    @Test
    void anEmptyNameIsNoFolder() {
        assertEquals("nameOrPath is empty; give the name of an embedded model, a file or a folder",
                assertThrows(ModelException.class, () -> Model.open("")).getMessage());
        String embedded = assertThrows(ModelException.class, () -> Model.embedded("")).getMessage();
        assertTrue(embedded.startsWith("name is empty; there is lite"), embedded);
        assertEquals("path is empty; name a file",
                assertThrows(IllegalArgumentException.class, () -> Model.load(Path.of(""))).getMessage());
    }

    @Test
    void bothOfficialGraphsAreInferred() throws IOException {
        assertEquals(new Architecture("generator", "BCM", 8, 2, 1, 1, 1), Fixtures.tinyGenerator().architecture());
        assertEquals(new Architecture("model", "URAB", 8, 1, 1, 3, 3),
                Model.load(Fixtures.file("tiny_model/tiny.index")).architecture());
    }

    @Test
    void theEmbeddedModelIsLite() throws IOException {
        Model lite = Model.open("lite");
        assertEquals(new Architecture("generator", "BCM", 32, 4, 1, 1, 1), lite.architecture());
        assertEquals(971_696, lite.liveParameters());
    }

    /** As sha256sum tells it of the file, of a checkpoint's data, and of the resource. */
    @Test
    void theWeightsAreToldByTheHashOfTheirBytes() throws Exception {
        Path file = write(Fixtures.tinyGenerator(), tensors -> {
        });
        assertEquals(hash(Files.readAllBytes(file)), Model.load(file).sha256());
        byte[] data = Files.readAllBytes(Fixtures.file("tiny_model/tiny.data-00000-of-00001"));
        for (String name : List.of("tiny_model/tiny", "tiny_model/tiny.index")) {
            assertEquals(hash(data), Model.load(Fixtures.file(name)).sha256(), name);
        }
        assertEquals(hash(EmbeddedModels.ofEngine().read("lite").orElseThrow()), Model.open("lite").sha256());
        Model model = Model.load(file);
        Files.delete(file);
        assertThrows(NoSuchFileException.class, model::sha256);
    }

    private static String hash(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** Whatever artefact lies on the path: a jar with a tiny model stands for it. */
    @Test
    void anArtefactOfItsOwnIsFoundByName() throws IOException {
        Path jar = folder.resolve("derain4j-weights-tiny.jar");
        Path file = write(Fixtures.tinyGenerator(), tensors -> {
        });
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("META-INF/derain4j/models"));
            out.write("tiny\n../evil\n".getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new ZipEntry("META-INF/derain4j/tiny.safetensors"));
            out.write(Files.readAllBytes(file));
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[]{jar.toUri().toURL()}, Model.class.getClassLoader())) {
            EmbeddedModels models = new EmbeddedModels(loader);
            assertEquals(List.of("lite", "tiny"), models.names());
            assertArrayEquals(Files.readAllBytes(file), models.read("tiny").orElseThrow());
            assertTrue(models.contains("lite"));
            assertEquals(Files.size(file), models.bytes("tiny").orElseThrow());
            for (String name : List.of("m17n1", "../derain4j/tiny", "", "tiny.safetensors")) {
                assertTrue(models.read(name).isEmpty(), name);
            }
        }
    }

    @Test
    void aModelThatIsNotThereIsAskedForByItsArtefact() throws IOException {
        assertEquals(List.of("lite"), Model.embeddedNames());
        for (Executable open : List.<Executable>of(() -> Model.open("m17n1"), () -> Model.embedded("m17n1"),
                () -> Model.embeddedBytes("m17n1"))) {
            String message = assertThrows(ModelException.class, open).getMessage();
            assertTrue(message.startsWith("there is no model `m17n1` on the class path, only lite: add "
                    + "derain4j-weights-m17n1 to it, or name a file, "), message);
        }
    }

    /** On Linux that is whatever has the character NUL. */
    @Test
    void aNameThatNoFileCanHaveIsRefusedInASentence() throws IOException {
        for (String name : List.of("\0", "lite\0", "a\0b", "folder/a\0b.safetensors", "a\0b.index")) {
            for (Executable open : List.<Executable>of(() -> Model.open(name), () -> Model.embedded(name),
                    () -> Model.embeddedBytes(name))) {
                String message = assertThrows(ModelException.class, open).getMessage();
                assertTrue(message.contains("`" + PrintableText.of(name) + "`"), message);
            }
            assertEquals("no file can have the name `" + PrintableText.of(name)
                    + "` here; give the name of an embedded model, a file or a folder",
                    assertThrows(ModelException.class, () -> Model.open(name)).getMessage());
        }
    }

    @Test
    void aFileInMemoryIsTheSameModel() throws Exception {
        byte[] bytes = Files.readAllBytes(write(Fixtures.tinyGenerator(), tensors -> {
        }));
        Model model = Model.of("hdfs://store/tiny.safetensors", bytes);
        assertEquals("hdfs://store/tiny.safetensors", model.name());
        assertEquals(hash(bytes), model.sha256());
        assertEquals(Fixtures.tinyGenerator().architecture(), model.architecture());
        String message = assertThrows(WeightFormatException.class, () -> Model.of("cut", Arrays.copyOf(bytes, 100)))
                .getMessage();
        assertTrue(message.startsWith("cut: "), message);
    }

    @Test
    void aConversionLoadsWithTheSameValues() throws IOException {
        Model original = Fixtures.tinyGenerator();
        Model copy = Model.load(write(original, tensors -> {
        }));
        assertEquals(original.architecture(), copy.architecture());
        assertEquals(original.variables(), copy.variables());
        for (Variable variable : original.variables()) {
            assertArrayEquals(original.values(variable.name()), copy.values(variable.name()));
        }
    }

    @Test
    void trainingStateIsLeftAside() throws IOException {
        Model model = Model.load(write(Fixtures.tinyGenerator(), tensors -> {
            tensors.put("generator/rnn7/weight/Adam", new Tensor(List.of(3, 3, 3, 4), new float[108]));
            tensors.put("generator/rnn7/weight/Adam_1", new Tensor(List.of(3, 3, 3, 4), new float[108]));
            tensors.put("beta1_power", new Tensor(List.of(), new float[1]));
            tensors.put("MSPFN/global_step", new Tensor(List.of(), new float[1]));
        }));
        assertEquals(
                List.of("MSPFN/global_step", "beta1_power", "generator/rnn7/weight/Adam",
                        "generator/rnn7/weight/Adam_1"),
                model.leftAside().stream().sorted().toList());
    }

    @Test
    void everythingThatIsWrongIsListedAtOnce() throws IOException {
        Path file = write(Fixtures.tinyGenerator(), tensors -> {
            tensors.remove("generator/rnn7/weight");
            tensors.remove("generator/up4_2/alpha");
            tensors.put("generator/rnn9/weight", new Tensor(List.of(1), new float[1]));
            tensors.put("generator/rnn5/alpha", new Tensor(List.of(5), new float[5]));
        });
        String message = assertThrows(ModelException.class, () -> Model.load(file)).getMessage();
        for (String part : List.of("2 missing", "generator/rnn7/weight", "generator/up4_2/alpha", "1 extra",
                "generator/rnn9/weight", "1 of another shape", "generator/rnn5/alpha is [5] where [4] is needed")) {
            assertTrue(message.contains(part), message);
        }
    }

    @Test
    void namesOutOfAFileAreShownHarmlesslyAndAFew() throws IOException {
        Path many = write(Fixtures.tinyGenerator(), tensors -> {
            for (int i = 0; i < 20_000; i++) {
                tensors.put("a\u001b[31m\nderain: all fine " + i, new Tensor(List.of(0), new float[0]));
            }
        });
        String message = assertThrows(ModelException.class, () -> Model.load(many)).getMessage();
        assertTrue(message.contains("20000 extra (a\\u001b[31m\\u000aderain: all fine 0, "), message);
        assertTrue(message.contains(", ... and 19,990 more); "), message);
        assertHarmless(message);
        Path scopes = write(Fixtures.tinyGenerator(), tensors -> {
            for (int i = 0; i < 1000; i++) {
                tensors.put("\u202e".repeat(1000) + i + "/rnn1/weight", new Tensor(List.of(0), new float[0]));
            }
        });
        message = assertThrows(ModelException.class, () -> Model.load(scopes)).getMessage();
        assertTrue(message.contains("more than one network, in the scopes ") && message.contains("and 991 more"),
                message);
        assertHarmless(message);
        assertHarmless(
                assertThrows(ModelException.class, () -> Model.load(renamed("generator/", "\u009b2J/"))).getMessage());
    }

    private static void assertHarmless(String message) {
        assertTrue(message.length() < 4000, message.length() + " characters");
        assertTrue(message.chars().noneMatch(c -> Character.isISOControl(c) || c == 0x202e), message);
    }

    @Test
    void whoeverRequiresTheEngineReadsTheModuleOfItsExceptions() throws Exception {
        Path classes = Path.of(Model.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
            assertTrue(ModuleDescriptor.read(in).requires().stream()
                    .anyMatch(module -> module.name().equals("org.derain4j.weights")
                            && module.modifiers().contains(ModuleDescriptor.Requires.Modifier.TRANSITIVE)));
        }
    }

    @Test
    void aMixUpOfTheTwoGraphsIsNamed() throws IOException {
        Path mixed = renamed("generator/", "model/");
        String message = assertThrows(ModelException.class, () -> Model.load(mixed)).getMessage();
        assertTrue(message.contains("mixes up the two official graphs"), message);
        assertTrue(message.contains("scope `generator` and blocks `BCM`"), message);
        Path both = write(Fixtures.tinyGenerator(),
                tensors -> tensors.put("model/rnn1/weight", new Tensor(List.of(3, 3, 8, 3), new float[216])));
        message = assertThrows(ModelException.class, () -> Model.load(both)).getMessage();
        assertTrue(message.contains("more than one network"), message);
    }

    @Test
    void namesAndShapesThatClaimMuchAreRefusedAtOnce() throws IOException {
        for (String name : List.of("generator/BCM4_9998/down4_9999/weight",
                "generator/BCM4_0/group_1_RCAB9999/conv2d/kernel")) {
            Path many = write(Fixtures.tinyGenerator(),
                    tensors -> tensors.put(name, new Tensor(List.of(1), new float[1])));
            String message = assertTimeout(Duration.ofSeconds(2),
                    () -> assertThrows(ModelException.class, () -> Model.load(many)).getMessage());
            assertTrue(message.contains("has only"), message);
            assertTrue(message.length() < 1000, message);
        }
        Path wide = write(Fixtures.tinyGenerator(),
                tensors -> tensors.put("generator/rnn1/weight", new Tensor(List.of(3, 3, 1 << 30, 0), new float[0])));
        String message = assertThrows(ModelException.class, () -> Model.load(wide)).getMessage();
        assertTrue(message.contains("where [3, 3, C, 3]"), message);
    }

    @Test
    void weightsThatAreNotFiniteAreRefused() throws IOException {
        for (float bad : new float[]{Float.NaN, Float.intBitsToFloat(0x7fc00001), Float.NEGATIVE_INFINITY}) {
            Path file = write(Fixtures.tinyGenerator(),
                    tensors -> tensors.get("generator/up4_2/alpha").values()[3] = bad);
            String message = assertThrows(ModelException.class, () -> Model.load(file)).getMessage();
            assertTrue(message.contains("generator/up4_2/alpha"), message);
        }
    }

    @Test
    void aFileThatIsNoNetworkIsRefused() throws IOException {
        Path file = folder.resolve("other.safetensors");
        new SafetensorsWriter(Map.of()).add("bert/weight", DType.F32, List.of(2), new float[2]).write(file);
        assertTrue(assertThrows(ModelException.class, () -> Model.load(file)).getMessage().contains("is no MSPFN"));
        assertTrue(assertThrows(ModelException.class, () -> Model.open("nosuch")).getMessage().contains("lite"));
        assertThrows(NoSuchFileException.class, () -> Model.open("no/such/file.safetensors"));
    }

    private record Tensor(List<Integer> shape, float[] values) {}

    private Path renamed(String from, String to) throws IOException {
        return write(Fixtures.tinyGenerator(), tensors -> {
            Map<String, Tensor> copy = new LinkedHashMap<>(tensors);
            tensors.clear();
            copy.forEach((name, tensor) -> tensors.put(name.replace(from, to), tensor));
        });
    }

    private Path write(Model model, Consumer<Map<String, Tensor>> change) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Variable variable : model.variables()) {
            tensors.put(variable.name(), new Tensor(variable.shape(), model.values(variable.name())));
        }
        change.accept(tensors);
        SafetensorsWriter writer = new SafetensorsWriter(Map.of());
        tensors.forEach((name, tensor) -> writer.add(name, DType.F32, tensor.shape(), tensor.values()));
        Path file = Files.createTempDirectory(folder, "model").resolve("model.safetensors");
        writer.write(file);
        return file;
    }
}
