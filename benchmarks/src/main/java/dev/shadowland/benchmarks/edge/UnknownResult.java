package dev.shadowland.benchmarks.edge;

/**
 * What somebody without a connection gets back.
 *
 * @param kind what he sends
 * @param sentDatagrams how many
 * @param sentBytes UDP payload
 * @param repliedDatagrams how many came back
 * @param repliedBytes UDP payload
 * @param replyRatio bytes back per byte sent; above 1 the gateway could be aimed at others
 * @param cpuMicrosPerDatagram of the server
 */
public record UnknownResult(
        String kind,
        long sentDatagrams,
        long sentBytes,
        long repliedDatagrams,
        long repliedBytes,
        double replyRatio,
        double cpuMicrosPerDatagram) {}
