package dev.shadowland.benchmarks.load;

/**
 * What a server says of itself at one moment.
 *
 * @param echoes datagrams answered since it opened
 * @param allocatedBytes by all its living threads since they began
 * @param compiledMillis what the compilers of its JVM have worked since it began
 * @param oddities drops and refusals since it opened, {@code {name=count,…}}
 */
public record ServerMark(long echoes, long allocatedBytes, long compiledMillis, String oddities) {
    static ServerMark parse(String[] words) {
        return new ServerMark(
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                words[4]);
    }
}
