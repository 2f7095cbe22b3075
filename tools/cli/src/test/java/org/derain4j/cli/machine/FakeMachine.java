package org.derain4j.cli.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files of a machine below a folder, as far as they tell of GPUs. */
public final class FakeMachine {

    private final Path root;
    private final Map<String, String> environment = new HashMap<>();

    /** With nothing there. */
    public FakeMachine(Path root) {
        this.root = root;
    }

    /** With an NVIDIA card and its driver, as Debian has them. */
    public static FakeMachine nvidia(Path root) throws IOException {
        FakeMachine machine = new FakeMachine(root).text("/etc/ld.so.conf.d/x86.conf", "# usual\n/usr/lib/x86\n")
                .text("/etc/OpenCL/vendors/nvidia.icd", "libnvidia-opencl.so.1\n")
                .text("/usr/lib/x86/libnvidia-opencl.so.580.1", "driver");
        Files.createSymbolicLink(machine.at("/usr/lib/x86/libnvidia-opencl.so.1"),
                Path.of("libnvidia-opencl.so.580.1"));
        return machine.text("/dev/nvidia0", "");
    }

    FakeMachine text(String path, String text) throws IOException {
        Files.createDirectories(at(path).getParent());
        Files.writeString(at(path), text);
        return this;
    }

    FakeMachine renderNode(String name, String vendor) throws IOException {
        return text("/dev/dri/" + name, "").text("/sys/class/drm/" + name + "/device/vendor", vendor + "\n");
    }

    FakeMachine variable(String name, Object value) {
        environment.put(name, value.toString());
        return this;
    }

    Path at(String path) {
        return root.resolve(path.substring(1));
    }

    List<GpuDrivers.Driver> drivers() {
        return drivers("Linux");
    }

    List<GpuDrivers.Driver> drivers(String system) {
        return new GpuDrivers(root, environment, system).found();
    }

    /** Whose drivers there are. */
    List<GpuDrivers.Maker> makers() {
        return drivers().stream().map(GpuDrivers.Driver::maker).toList();
    }
}
