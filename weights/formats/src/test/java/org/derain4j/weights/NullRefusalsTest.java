package org.derain4j.weights;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.derain4j.structure.NullRefusals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class NullRefusalsTest extends NullRefusals {

    @TempDir
    private Path folder;

    private TensorFile file;
    private FileReplacement replacement;

    @BeforeEach
    void open() throws Exception {
        Path path = folder.resolve("a.safetensors");
        new SafetensorsWriter(Map.of()).add("a", DType.F32, List.of(1), new float[1]).write(path);
        file = TensorFile.open(path);
        replacement = FileReplacement.of(Files.createFile(folder.resolve("b")));
    }

    @AfterEach
    void close() throws Exception {
        file.close();
        replacement.close();
    }

    @Override
    protected List<Object> samples() {
        return List.of(file, replacement, new SafetensorsWriter(Map.of()), List.of(), Map.of());
    }

    @Override
    protected Set<String> documented() {
        return Set.of();
    }

    @Override
    protected Set<Class<?>> ofOthers() {
        return Set.of();
    }
}
