package dev.shadowland.loadtest.report;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The machine that the swarm ran on.
 *
 * @param memoryMiB of the whole machine, 0 when unknown
 */
public record HostFigures(String name, String os, String arch, int cores, long memoryMiB) {
    /** This machine. */
    public static HostFigures here() {
        return new HostFigures(
                hostName(),
                System.getProperty("os.name", "") + " " + System.getProperty("os.version", ""),
                System.getProperty("os.arch", ""),
                Runtime.getRuntime().availableProcessors(),
                memory());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }

    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize() >> 20
                : 0;
    }
}
