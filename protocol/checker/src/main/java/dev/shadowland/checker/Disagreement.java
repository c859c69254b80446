package dev.shadowland.checker;

/** The first thing that is not as the document says. */
public final class Disagreement extends Exception {
    private static final long serialVersionUID = 1;

    private final int offset;

    Disagreement(int offset, String what) {
        super("at byte " + offset + ": " + what);
        this.offset = offset;
    }

    /** Byte of the vector or datagram at which it shows. */
    public int offset() {
        return offset;
    }
}
