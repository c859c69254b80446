package dev.shadowland.transport.config;

import java.io.Serial;
import java.util.List;

/**
 * The configuration cannot be used. The message lists every violation and is ready for a person.
 */
public final class ConfigInvalidException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient List<String> violations;

    /**
     * Of one source of settings, with at least one violation.
     *
     * @param source follows the word "configuration"
     */
    public ConfigInvalidException(String source, List<String> violations) {
        super(message(source, violations));
        this.violations = List.copyOf(violations);
    }

    /** One line each. */
    public List<String> violations() {
        return violations;
    }

    private static String message(String source, List<String> violations) {
        String count = violations.size() == 1 ? "1 problem" : violations.size() + " problems";
        return "configuration "
                + source
                + " has "
                + count
                + ":\n  - "
                + String.join("\n  - ", violations);
    }
}
