package dev.shadowland.benchmarks.load;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * CPU time of a whole process, the threads that ended included, to the nanosecond: the kernel's
 * clock of that process (clock_getcpuclockid(3)). Linux only.
 */
public final class CpuClock {
    /**
     * Linux: a process's clock is ~pid shifted by three, and 2 means what the scheduler counted.
     */
    private static final int SCHEDULER_CLOCK = 2;

    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final MethodHandle CLOCK_GETTIME = bind();

    private final MemorySegment time = Arena.ofAuto().allocate(2 * Long.BYTES, Long.BYTES);
    private final int clock;

    private CpuClock(int clock) {
        this.clock = clock;
    }

    @SuppressWarnings("restricted") // the JVMs of the project allow native access (jvm.options)
    private static MethodHandle bind() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find("clock_gettime").orElseThrow(),
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));
    }

    /**
     * The clock of a living process.
     *
     * @throws IOException when the system has none for it
     */
    public static CpuClock of(long pid) throws IOException {
        CpuClock clock = new CpuClock(~(int) pid << 3 | SCHEDULER_CLOCK);
        if (clock.read() != 0) {
            throw new IOException("no CPU clock of process " + pid);
        }
        return clock;
    }

    /** Nanoseconds since the process began; 0 once it is gone. */
    public long nowNs() {
        return read() != 0
                ? 0
                : time.get(JAVA_LONG, 0) * NS_PER_SECOND + time.get(JAVA_LONG, Long.BYTES);
    }

    private int read() {
        try {
            return (int) CLOCK_GETTIME.invokeExact(clock, time.address());
        } catch (Throwable e) {
            throw new IllegalStateException("clock_gettime throws nothing", e);
        }
    }
}
