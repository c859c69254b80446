package dev.shadowland.deploy.screen;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Numbers as people read them; what is absent is a dash. */
final class Figures {
    private static final String ABSENT = "–";

    private Figures() {}

    /** With a thin gap between thousands: {@code 12 003}. */
    static String whole(double value) {
        return String.format(Locale.ROOT, "%,d", Math.round(value)).replace(',', ' ');
    }

    static String whole(OptionalLong value) {
        return value.isPresent() ? whole((double) value.getAsLong()) : ABSENT;
    }

    static String oneDecimal(OptionalDouble value) {
        return value.isPresent() ? oneDecimal(value.getAsDouble()) : ABSENT;
    }

    static String oneDecimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static String millis(OptionalDouble value) {
        return value.isPresent() ? oneDecimal(value.getAsDouble()) + " ms" : ABSENT;
    }

    /** Minutes and seconds, with hours when there are any. */
    static String clock(Duration elapsed) {
        String text = "%02d:%02d".formatted(elapsed.toMinutesPart(), elapsed.toSecondsPart());
        return elapsed.toHours() == 0 ? text : elapsed.toHours() + ":" + text;
    }
}
