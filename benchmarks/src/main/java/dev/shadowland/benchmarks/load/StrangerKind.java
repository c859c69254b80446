package dev.shadowland.benchmarks.load;

/** What somebody without a connection may send. */
public enum StrangerKind {
    /** The first Connect of a handshake, over and over. */
    CONNECT_WITHOUT_COOKIE("Connect without cookie"),
    /** A Connect whose cookie nobody gave him. */
    CONNECT_WITH_WRONG_COOKIE("Connect, wrong cookie"),
    /** The second Connect of a handshake, with the cookie he got, over and over. */
    CONNECT_WITH_VALID_COOKIE("Connect, valid cookie"),
    /** A Connect without the zeros behind it that make it longer than any answer. */
    SHORT_CONNECT("Connect, not padded"),
    /** Random bytes, 1 to 1400 of them. */
    GARBAGE("garbage"),
    /** Random bytes behind a header as of a sealed datagram. */
    SEALED_GARBAGE("sealed garbage, unknown id"),
    /** What somebody else's client sent, once more and from here. */
    REPLAYED("replayed, from elsewhere");

    private final String text;

    StrangerKind(String text) {
        this.text = text;
    }

    /** For a person. */
    public String text() {
        return text;
    }
}
