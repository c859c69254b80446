package dev.shadowland.benchmarks.edge;

/**
 * LZ4 on recorded traffic.
 *
 * @param trace which recording
 * @param blocks how many datagrams or messages
 * @param bytes uncompressed
 * @param worthIt how many of them the entropy test let through and came out smaller
 * @param savedPercent of all bytes
 * @param compressMicros for one, mean
 * @param decompressMicros for one, mean
 */
public record CompressionResult(
        String trace,
        int blocks,
        long bytes,
        int worthIt,
        double savedPercent,
        double compressMicros,
        double decompressMicros) {}
