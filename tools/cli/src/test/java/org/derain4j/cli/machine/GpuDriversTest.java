package org.derain4j.cli.machine;

import static org.derain4j.cli.machine.GpuDrivers.Maker.AMD;
import static org.derain4j.cli.machine.GpuDrivers.Maker.INTEL;
import static org.derain4j.cli.machine.GpuDrivers.Maker.NVIDIA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuDriversTest {

    @TempDir
    private Path root;

    @Test
    void thereIsNoneWithoutFilesAndOnOtherSystems() throws IOException {
        assertEquals(List.of(), new FakeMachine(root).makers());
        assertEquals(List.of(), FakeMachine.nvidia(root).drivers("Mac OS X"));
    }

    @Test
    void poclAndIntelsDriverOfCpusAreNone() throws IOException {
        FakeMachine machine = new FakeMachine(root).text("/etc/OpenCL/vendors/pocl.icd", "libpocl.so.2.10.0")
                .text("/etc/OpenCL/vendors/intel.icd", "/opt/libintelocl.so").text("/usr/lib/libpocl.so.2.10.0", "")
                .text("/opt/libintelocl.so", "").text("/dev/nvidia0", "").renderNode("renderD128", "0x8086");
        assertEquals(List.of(), machine.makers());
    }

    @Test
    void nvidiaNeedsCardDriverAndTheLoadersFile() throws IOException {
        FakeMachine machine = FakeMachine.nvidia(root);
        assertEquals(List.of(NVIDIA), machine.makers());
        assertEquals(machine.at("/usr/lib/x86/libnvidia-opencl.so.580.1").toRealPath(),
                machine.drivers().getFirst().library());
        Files.delete(machine.at("/dev/nvidia0"));
        machine.text("/dev/nvidiactl", "");
        assertEquals(List.of(), machine.makers());
        Files.createDirectories(machine.at("/proc/driver/nvidia/gpus/0000:19:00.0"));
        assertEquals(List.of(NVIDIA), machine.makers());
        Files.delete(machine.at("/usr/lib/x86/libnvidia-opencl.so.580.1"));
        assertEquals(List.of(), machine.makers());
        machine.text("/usr/lib/x86/libnvidia-opencl.so.580.1", "");
        Files.delete(machine.at("/etc/OpenCL/vendors/nvidia.icd"));
        assertEquals(List.of(), machine.makers());
    }

    @Test
    void ofAmdAndIntelTheNodeMustBeTheirs() throws IOException {
        FakeMachine machine = new FakeMachine(root)
                .text("/etc/OpenCL/vendors/amdocl64_60203.icd", "libamdocl64.so")
                .text("/etc/OpenCL/vendors/intel.icd", "/usr/lib/intel-opencl/libigdrcl.so\n")
                .text("/etc/ld.so.conf.d/rocm.conf", "/opt/rocm/lib").text("/opt/rocm/lib/libamdocl64.so", "")
                .text("/usr/lib/intel-opencl/libigdrcl.so", "");
        assertEquals(List.of(), machine.makers());
        machine.renderNode("renderD128", "0x8086");
        assertEquals(List.of(INTEL), machine.makers());
        machine.renderNode("renderD129", "0x1002");
        assertEquals(List.of(AMD, INTEL), machine.makers());
    }

    @Test
    void variablesOfTheLoaderLeadElsewhere() throws IOException {
        FakeMachine machine = FakeMachine.nvidia(root).text("/other/a.icd", "libnvidia-opencl.so.1")
                .text("/none/b.icd", "libpocl.so");
        assertEquals(List.of(), machine.variable("OPENCL_VENDOR_PATH", machine.at("/none")).makers());
        assertEquals(List.of(NVIDIA), machine.variable("OPENCL_VENDOR_PATH", machine.at("/other")).makers());
        assertEquals(List.of(), machine.variable("OCL_ICD_VENDORS", machine.at("/none")).makers());
        assertEquals(List.of(NVIDIA), machine.variable("OCL_ICD_VENDORS", machine.at("/other/a.icd")).makers());
        assertEquals(List.of(NVIDIA), machine.variable("OCL_ICD_VENDORS", "a.icd").makers());
        assertEquals(List.of(), machine.variable("OCL_ICD_VENDORS", "nvidia.icd").makers());
        assertEquals(List.of(NVIDIA), machine.variable("OCL_ICD_VENDORS", "libnvidia-opencl.so.1").makers());
        assertEquals(List.of(), machine.variable("OCL_ICD_VENDORS", "missing").makers());
        assertEquals(List.of(), machine.variable("OCL_ICD_VENDORS", "no\0name").makers());
        assertEquals(List.of(NVIDIA), machine.variable("OCL_ICD_VENDORS", "").makers());
    }

    @Test
    void theLinkersVariableIsSearchedToo() throws IOException {
        FakeMachine machine = FakeMachine.nvidia(root);
        Files.delete(machine.at("/etc/ld.so.conf.d/x86.conf"));
        assertEquals(List.of(), machine.makers());
        machine.variable("LD_LIBRARY_PATH", "/missing::" + machine.at("/usr/lib/x86"));
        assertEquals(List.of(NVIDIA), machine.makers());
    }

    @Test
    void whatIsNoLoadersFileHidesNoOther() throws IOException {
        FakeMachine machine = FakeMachine.nvidia(root).text("/etc/OpenCL/vendors/a.icd", "")
                .text("/etc/OpenCL/vendors/b.icd", "libnvidia-opencl.so\0.1")
                .text("/etc/OpenCL/vendors/nvidia.txt", "");
        Files.createDirectory(machine.at("/etc/OpenCL/vendors/c.icd"));
        Files.write(machine.at("/etc/OpenCL/vendors/d.icd"), new byte[]{-1, -2, 0, 10});
        assertEquals(List.of(NVIDIA), machine.makers());
    }

    @Test
    void anotherDriverHasAnotherStamp() throws IOException {
        FakeMachine machine = FakeMachine.nvidia(root);
        String before = machine.drivers().getFirst().stamp();
        assertEquals(before, machine.drivers().getFirst().stamp());
        Path library = machine.drivers().getFirst().library();
        Files.setLastModifiedTime(library, FileTime.fromMillis(1_000_000));
        String touched = machine.drivers().getFirst().stamp();
        assertNotEquals(before, touched);
        Files.writeString(library, "newer driver");
        Files.setLastModifiedTime(library, FileTime.fromMillis(1_000_000));
        assertNotEquals(touched, machine.drivers().getFirst().stamp());
    }

    @Test
    void onWindowsNvidiasLibraryBesideTheLoaderIsEnough() throws IOException {
        FakeMachine machine = new FakeMachine(root).text("/Windows/System32/OpenCL.dll", "")
                .variable("SystemRoot", root.resolve("Windows"));
        assertEquals(List.of(), machine.drivers("Windows 11"));
        machine.text("/Windows/System32/nvcuda.dll", "");
        assertEquals(NVIDIA, machine.drivers("Windows 11").getFirst().maker());
        Files.delete(machine.at("/Windows/System32/OpenCL.dll"));
        assertEquals(List.of(), machine.drivers("Windows 11"));
    }
}
