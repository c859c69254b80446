package dev.shadowland.benchmarks.world;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Whether a mark was reached.
 *
 * @param what is measured
 * @param figure found
 * @param most wanted
 * @param unit of both
 * @param but what else keeps the mark from being reached, empty when nothing does
 */
public record Verdict(String what, double figure, double most, String unit, String but) {
    /** Whether it was. */
    @JsonProperty("reached")
    public boolean reached() {
        return figure <= most && but.isEmpty();
    }

    /** For a person. */
    String text() {
        return "%-7s  %s: %s %s, at most %s wanted%s"
                .formatted(
                        reached() ? "REACHED" : "MISSED",
                        what,
                        number(figure),
                        unit,
                        number(most),
                        but.isEmpty() ? "" : "; " + but);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? "%.0f".formatted(value) : "%.2f".formatted(value);
    }
}
