package dev.shadowland.benchmarks.edge;

/**
 * Workers as fast as they go, 100-byte payloads.
 *
 * @param server which
 * @param workers threads with a socket each
 * @param loadThreads threads that ask; they share the machine's cores with the server
 * @param echoesPerSecond that came back
 * @param deliveredPercent of those asked
 * @param cpuMicrosPerEcho of all the server's threads
 * @param echoesPerCpuSecond what as many cores as there are CPU seconds could do
 */
public record SaturationResult(
        String server,
        int workers,
        int loadThreads,
        double echoesPerSecond,
        double deliveredPercent,
        double cpuMicrosPerEcho,
        double echoesPerCpuSecond) {}
