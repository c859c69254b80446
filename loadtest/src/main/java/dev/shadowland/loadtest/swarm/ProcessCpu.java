package dev.shadowland.loadtest.swarm;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;

/** Processor time of this process. */
final class ProcessCpu {
    private ProcessCpu() {}

    /** Nanoseconds since its start, 0 when the platform does not tell. */
    static long nanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? Math.max(0, system.getProcessCpuTime())
                : 0;
    }
}
