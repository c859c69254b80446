package dev.shadowland.checker;

import java.util.Map;

/** Section 20: bytes that a receiver must refuse, and what they get. */
final class Refusals {
    private static final String DROPPED = "dropped";

    private Refusals() {}

    static void check(String kind, Map<?, ?> given, byte[] bytes, String answer)
            throws Disagreement {
        String due = kind.endsWith("datagram") ? datagram(bytes) : payload(given, bytes);
        if (!due.equals(answer)) {
            throw new Disagreement(0, "gets \"%s\", not \"%s\"".formatted(due, answer));
        }
    }

    private static String datagram(byte[] bytes) {
        try {
            Sealed.outside(Cursor.of(bytes), bytes);
            return "opened";
        } catch (Disagreement e) {
            return DROPPED;
        }
    }

    private static String payload(Map<?, ?> given, byte[] bytes) {
        Frames frames = Vectors.frames(given);
        try {
            frames.payload(Cursor.of(bytes));
            return "taken";
        } catch (Disagreement e) {
            return switch (frames.present()) {
                case 0x04, 0x05, 0x06, 0x07, 0x0C, 0x0D, 0x0E, 0x68, 0x69 -> "2";
                default -> DROPPED;
            };
        }
    }
}
