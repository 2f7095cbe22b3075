package org.derain4j.engine.soak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What this process holds while nothing is done.
 *
 * @param heap     bytes of live objects
 * @param outside  bytes outside the heap, by the JVM's own books (`-XX:NativeMemoryTracking=summary`), without what it takes for a
 *                 while itself, to compile or to collect; -1 where it keeps none
 * @param resident bytes that the operating system sees; -1 where it does not tell
 * @param threads  of Java, without those that the JVM starts and ends as it likes
 * @param files    open; -1 where the operating system does not tell
 * @param litter   files in the folders for temporary ones
 * @param classes  that are loaded
 */
record Footprint(long heap, long outside, long resident, long threads, long files, long litter, long classes) {

    private static final Pattern OF_THE_JVM = Pattern.compile("ForkJoinPool.*|.*Poller.*|VirtualThread-unblocker"
            + "|Common-Cleaner|process reaper.*|Attach Listener|Java2D Disposer|Cleaner-\\d+|Notification Thread");
    private static final Pattern CATEGORY = Pattern
            .compile("(?m)^- +([A-Za-z ]+?) \\(reserved=\\d+KB, committed=(\\d+)KB");
    private static final List<String> COMES_AND_GOES = List.of("Java Heap", "Compiler", "Code",
            "Native Memory Tracking",
            "Tracing", "Statistics", "GC", "Arena Chunk", "Thread");

    /** Counts, after a collection. */
    static Footprint now(List<Path> folders) throws IOException {
        for (int i = 0; i < 3; i++) {
            System.gc(); // what the first one has only found to be out of use goes with the others
        }
        var classes = ManagementFactory.getClassLoadingMXBean();
        return new Footprint(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), bookedOutside(),
                residentNow(),
                threadNames().count(), openFiles(), litterIn(folders).size(), classes.getLoadedClassCount());
    }

    /** Names of threads. */
    static Stream<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> !OF_THE_JVM.matcher(name).matches());
    }

    private static long bookedOutside() {
        String books;
        try {
            books = (String) ManagementFactory.getPlatformMBeanServer().invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"), "vmNativeMemory",
                    new Object[]{new String[]{"summary", "scale=KB"}}, new String[]{String[].class.getName()});
        } catch (JMException e) {
            return -1;
        }
        Matcher category = CATEGORY.matcher(books);
        long sum = 0;
        boolean any = false;
        while (category.find()) {
            any = true;
            if (!COMES_AND_GOES.contains(category.group(1))) {
                sum += Long.parseLong(category.group(2)) << 10;
            }
        }
        return any ? sum : -1;
    }

    private static long residentNow() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return -1;
        }
        Matcher now = Pattern.compile("VmRSS:\\s+(\\d+) kB").matcher(Files.readString(status));
        OptionalLong kilobytes = now.find() ? OptionalLong.of(Long.parseLong(now.group(1))) : OptionalLong.empty();
        return kilobytes.isPresent() ? kilobytes.getAsLong() << 10 : -1;
    }

    private static long openFiles() throws IOException {
        Path open = Path.of("/proc/self/fd");
        if (!Files.exists(open)) {
            return -1;
        }
        try (Stream<Path> all = Files.list(open)) {
            return all.count();
        }
    }

    /** Files in some folders. */
    static List<Path> litterIn(List<Path> folders) throws IOException {
        Stream.Builder<Path> files = Stream.builder();
        for (Path folder : folders) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(Files::isRegularFile).forEach(files);
            }
        }
        return files.build().toList();
    }
}
