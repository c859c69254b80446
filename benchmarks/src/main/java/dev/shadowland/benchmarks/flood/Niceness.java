package dev.shadowland.benchmarks.flood;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/**
 * Lets a thread have only the time that others leave: an attacker has machines of his own and does
 * not take the players' cores.
 */
final class Niceness {
    private static final int PRIO_PROCESS = 0;
    private static final int CALLER = 0;
    private static final int LEAST = 19;

    private Niceness() {}

    /** Lowers the calling thread's priority (setpriority(2)); Linux only, elsewhere nothing. */
    @SuppressWarnings("restricted") // the JVMs of the project allow native access (jvm.options)
    static void yieldToOthers() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return;
        }
        Linker linker = Linker.nativeLinker();
        MethodHandle setPriority =
                linker.downcallHandle(
                        linker.defaultLookup().find("setpriority").orElseThrow(),
                        FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
        try {
            int _ = (int) setPriority.invokeExact(PRIO_PROCESS, CALLER, LEAST);
        } catch (Throwable e) {
            throw new IllegalStateException("C functions throw nothing", e);
        }
    }
}
