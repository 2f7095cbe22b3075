package org.derain4j.kernels.opencl;

import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandles;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.util.stream.Stream;

/**
 * Loads JOCL. By itself JOCL takes any file that has its library's name in the temporary folder, whoever put it there: the method that
 * says which file is replaced before its class is loaded. And it prints two lines where there is no OpenCL, so that is found out first.
 */
final class Bindings {

    private static final String JOCL = "org.jocl.CL";
    private static final String UNPACKER = "LibUtils.class";

    /** What keeps JOCL from running, null for nothing: found once, because a class is initialised once. */
    private static final String PROBLEM = loaded();

    private Bindings() {}

    static String problem() {
        return PROBLEM;
    }

    /** In the order in which things can be missing. */
    private static String loaded() {
        try {
            Class<?> jocl = Class.forName(JOCL, false, Bindings.class.getClassLoader());
            if (loaderNames().noneMatch(Bindings::isThere)) {
                return "there is no OpenCL loader; install it (Debian and Ubuntu: apt-get install ocl-icd-libopencl1, "
                        + "elsewhere the driver of your GPU brings it)";
            }
            load(jocl);
            return null;
        } catch (ClassNotFoundException e) {
            return "the bindings are not on the class path; add org.jocl:jocl:2.0.6";
        } catch (IllegalCallerException e) {
            return "Java was told to refuse native code; start it with --enable-native-access=ALL-UNNAMED (on the module "
                    + "path --enable-native-access=jocl,org.derain4j.opencl)";
        } catch (IOException | IllegalAccessException | LinkageError e) {
            return "the bindings have no native library for " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch") + ", or it cannot be loaded; use a CPU backend";
        }
    }

    /** As JOCL tries them. */
    private static Stream<String> loaderNames() {
        String system = System.getProperty("os.name");
        return system.startsWith("Windows")
                ? Stream.of("OpenCL.dll")
                : system.startsWith("Mac")
                        ? Stream.of("/System/Library/Frameworks/OpenCL.framework/Versions/Current/OpenCL",
                                "libOpenCL.dylib")
                        : Stream.of("libOpenCL.so.1", "libOpenCL.so");
    }

    @SuppressWarnings("restricted")
    private static boolean isThere(String library) {
        try {
            SymbolLookup.libraryLookup(library, Arena.global());
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** On Windows the temporary folder is the user's own, and a library that is in use cannot be deleted. */
    private static void load(Class<?> jocl) throws IOException, ClassNotFoundException, IllegalAccessException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Class.forName(JOCL);
            return;
        }
        File folder = Files.createTempDirectory("derain4j").toFile(); // with rights for its owner alone
        try {
            replace(jocl, unpacker(jocl, folder));
            Class.forName(JOCL);
        } finally {
            Stream.of(folder.listFiles()).forEach(File::delete); // what is loaded stays so
            folder.delete();
        }
    }

    private static void replace(Class<?> beside, byte[] one) throws IllegalAccessException {
        try {
            MethodHandles.privateLookupIn(beside, MethodHandles.lookup()).defineClass(one);
        } catch (LinkageError e) {
            if (e.getClass() != LinkageError.class) { // but there is one already: the application uses JOCL, too
                throw e;
            }
        }
    }

    /** JOCL's class that unpacks the library, which shall do so into a folder. */
    private static byte[] unpacker(Class<?> jocl, File folder) throws IOException {
        ClassFile classes = ClassFile.of();
        ClassModel unpacker;
        try (InputStream in = jocl.getResourceAsStream(UNPACKER)) {
            unpacker = classes.parse(in.readAllBytes());
        }
        if (unpacker.methods().stream().noneMatch(Bindings::namesTheFile)) {
            throw new IOException("this is not JOCL 2.0.6");
        }
        ClassDesc file = ClassDesc.of(File.class.getName());
        return classes.transformClass(unpacker, (to, element) -> {
            if (element instanceof MethodModel m && namesTheFile(m)) {
                to.withMethodBody(m.methodName(), m.methodType(), m.flags().flagsMask(), code -> code.new_(file).dup()
                        .loadConstant(folder.getPath()).aload(1).invokespecial(file, INIT_NAME,
                                MethodTypeDesc.of(CD_void, CD_String, CD_String))
                        .areturn());
            } else {
                to.with(element);
            }
        });
    }

    /** {@code File createTempFile(String folder, String name)}. */
    private static boolean namesTheFile(MethodModel method) {
        return method.methodName().equalsString("createTempFile");
    }
}
