package org.derain4j.web.load;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Looks into a JVM: its memory and its threads, the virtual ones among them. */
final class Probe implements AutoCloseable {

    private static final Pattern THREAD = Pattern.compile("(?m)^#\\d+ \"(.*)\" (?:virtual )?[A-Z_]+ \\S+$");
    /** Of the JVM itself, or of whoever looks into it; how many there are it decides for itself. */
    private static final Pattern OF_THE_JVM = Pattern
            .compile(
                    "ForkJoinPool-\\d+-worker-\\d+|(?:Read-|Write-|Master|Sub)Poller.*|ForkJoinPool-\\d+-delayScheduler"
                            + "|VirtualThread-unblocker|RMI .*|JMX .*|Attach Listener|C[12] CompilerThread\\d+|process reaper.*"
                            + "|Common-Cleaner|HttpClient-\\d+.*|Java2D Disposer|GC Daemon|Keep-Alive-.*|IdleConnectionTimeout.*|Cleaner-\\d+");
    private static final long PATIENCE_NANOS = 40_000_000_000L;

    private final MBeanServerConnection beans;
    private final JMXConnector connector;

    private Probe(MBeanServerConnection beans, JMXConnector connector) {
        this.beans = beans;
        this.connector = connector;
    }

    /** Of this JVM. */
    static Probe here() {
        return new Probe(ManagementFactory.getPlatformMBeanServer(), null);
    }

    /** Of another process of the same user. */
    static Probe of(long process) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(process));
        try {
            JMXConnector connector = JMXConnectorFactory
                    .connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            return new Probe(connector.getMBeanServerConnection(), connector);
        } finally {
            machine.detach();
        }
    }

    /** Bytes of what is still in use. */
    long heapAfterCollection() throws IOException {
        var memory = ManagementFactory.getPlatformMXBean(beans, java.lang.management.MemoryMXBean.class);
        memory.gc();
        memory.gc(); // what the first one has only found to be out of use
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** Forgets the {@link #mostOld} of before. */
    void restart() throws IOException {
        oldGeneration().resetPeakUsage();
    }

    /** The most bytes that the old generation has had in use, garbage among them. */
    long mostOld() throws IOException {
        return oldGeneration().getPeakUsage().getUsed();
    }

    private MemoryPoolMXBean oldGeneration() throws IOException {
        return ManagementFactory.getPlatformMXBeans(beans, MemoryPoolMXBean.class).stream()
                .filter(pool -> pool.getName().matches(".*(Old|Tenured) Gen")).findFirst().orElseThrow();
    }

    /** Names of all threads but the JVM's own. */
    List<String> threads() throws IOException {
        Path folder = Files.createTempDirectory("threads");
        Path dump = folder.resolve("dump");
        try {
            ManagementFactory.getPlatformMXBean(beans, HotSpotDiagnosticMXBean.class).dumpThreads(dump.toString(),
                    ThreadDumpFormat.TEXT_PLAIN);
            return THREAD.matcher(Files.readString(dump)).results().map(match -> match.group(1))
                    .filter(name -> !OF_THE_JVM.matcher(name).matches()).sorted().toList();
        } finally {
            Files.deleteIfExists(dump);
            Files.delete(folder);
        }
    }

    /** Threads that there are, after a while, and were not before. */
    List<String> newThreads(List<String> before) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            List<String> added = new ArrayList<>(threads());
            before.forEach(added::remove);
            if (added.isEmpty() || System.nanoTime() > end) {
                return added;
            }
            Thread.sleep(200);
        }
    }

    /** Bytes of memory that a process has had at most at a time; 0 where the system does not tell. */
    static long mostResident(long process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        Matcher most = Pattern.compile("VmHWM:\\s+(\\d+) kB").matcher(Files.readString(status));
        return most.find() ? Long.parseLong(most.group(1)) << 10 : 0;
    }

    @Override
    public void close() throws IOException {
        if (connector != null) {
            connector.close();
        }
    }
}
