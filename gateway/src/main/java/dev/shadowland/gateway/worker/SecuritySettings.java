package dev.shadowland.gateway.worker;

import dev.shadowland.protocol.rekey.RekeySettings;

/**
 * How a worker guards its connections.
 *
 * @param rekey when keys are changed
 */
public record SecuritySettings(RekeySettings rekey) {
    /** The defaults. */
    public static final SecuritySettings DEFAULT = new SecuritySettings(RekeySettings.DEFAULT);
}
