package dev.shadowland.benchmarks.server;

import java.util.List;

/**
 * What a server process runs.
 *
 * @param portableAead whether to take BouncyCastle though the machine has a faster cipher; no
 *     meaning for {@link EchoKind#RAW}
 * @param aeronHop whether frames travel over Aeron to an echo on another thread and back, instead
 *     of an echo at the worker
 * @param workers threads with a socket each on one port, 1..64
 */
public record EchoOptions(EchoKind kind, boolean portableAead, boolean aeronHop, int workers) {
    /** An echo without protocol. */
    public static final EchoOptions RAW = new EchoOptions(EchoKind.RAW, false, false, 1);

    /** A gateway worker with the machine's best cipher. */
    public static final EchoOptions GATEWAY = new EchoOptions(EchoKind.GATEWAY, false, false, 1);

    /** The same with more workers. */
    public EchoOptions withWorkers(int count) {
        return new EchoOptions(kind, portableAead, aeronHop, count);
    }

    /** As words of a command line. */
    public List<String> words() {
        return List.of(
                kind.name(),
                Boolean.toString(portableAead),
                Boolean.toString(aeronHop),
                Integer.toString(workers));
    }

    /** Reads {@link #words}. */
    static EchoOptions parse(List<String> words) {
        return new EchoOptions(
                EchoKind.valueOf(words.get(0)),
                Boolean.parseBoolean(words.get(1)),
                Boolean.parseBoolean(words.get(2)),
                Integer.parseInt(words.get(3)));
    }

    /** For a person. */
    public String text() {
        String what =
                kind == EchoKind.RAW
                        ? "raw echo"
                        : "gateway echo"
                                + (portableAead ? " with BouncyCastle" : "")
                                + (aeronHop ? " over Aeron" : "");
        return workers == 1 ? what : what + ", " + workers + " workers";
    }
}
