package dev.shadowland.benchmarks.flood;

/** What an attacker sends, and as whom. */
public enum FloodKind {
    /** First Connects. */
    CONNECTS("Connects without cookie", false),
    /** Connects with a cookie of his own making. */
    WRONG_COOKIES("Connects, wrong cookies", false),
    /** Connects with the cookies that the gateway gave to each of his addresses. */
    VALID_COOKIES("Connects, valid cookies", false),
    /** Random bytes. */
    GARBAGE("garbage", false),
    /** Bots' datagrams once more, from his own addresses. */
    REPLAYS("replays", true),
    /** First Connects that claim to come from the bots. */
    CONNECTS_AS_BOTS("Connects, as the bots", true),
    /** Wrong cookies that claim to come from the bots. */
    WRONG_COOKIES_AS_BOTS("wrong cookies, as the bots", true),
    /** Random bytes that claim to come from the bots. */
    GARBAGE_AS_BOTS("garbage, as the bots", true),
    /** Bots' datagrams once more, each as the bot that sent it. */
    REPLAYS_AS_BOTS("replays, as the bots", true);

    private final String text;
    private final boolean isRaw;

    FloodKind(String text, boolean isRaw) {
        this.text = text;
        this.isRaw = isRaw;
    }

    /** For a person. */
    public String text() {
        return text;
    }

    /** Whether it takes raw sockets, which only root may open. */
    public boolean isRaw() {
        return isRaw;
    }
}
