package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.crypto.SessionKeys;
import dev.shadowland.protocol.rekey.KeyAgreement;
import dev.shadowland.protocol.rekey.KeySchedule;
import dev.shadowland.protocol.rekey.RekeySettings;

/** What one end of a connection begins with: its first ciphers and how they are to be changed. */
public final class ConnectionKeys {
    private final KeySchedule schedule;

    private ConnectionKeys(KeySchedule schedule) {
        this.schedule = schedule;
    }

    /**
     * A server's keys; the session keys are zeroed.
     *
     * @param agreement where the public-key work of rekeys goes
     */
    public static ConnectionKeys ofServer(
            SessionKeys keys,
            Aead.Provider provider,
            RekeySettings settings,
            KeyAgreement agreement) {
        KeySchedule.Origin origin =
                origin(
                        keys,
                        provider.forSealing(keys.serverToClient()),
                        provider.forOpening(keys.clientToServer()),
                        provider);
        return new ConnectionKeys(KeySchedule.ofServer(origin, settings, agreement));
    }

    /** A server's keys that no rekey ever changes; the session keys are zeroed. */
    public static ConnectionKeys ofServer(SessionKeys keys, Aead.Provider provider) {
        return ofServer(keys, provider, RekeySettings.NEVER, _ -> false);
    }

    /** A client's keys; the session keys are zeroed. */
    public static ConnectionKeys ofClient(
            SessionKeys keys, Aead.Provider provider, KeyAgreement agreement) {
        KeySchedule.Origin origin =
                origin(
                        keys,
                        provider.forSealing(keys.clientToServer()),
                        provider.forOpening(keys.serverToClient()),
                        provider);
        return new ConnectionKeys(KeySchedule.ofClient(origin, agreement));
    }

    private static KeySchedule.Origin origin(
            SessionKeys keys, Aead sealing, Aead opening, Aead.Provider provider) {
        KeySchedule.Secret secret = new KeySchedule.Secret(keys.rekeySecret());
        keys.destroy();
        return new KeySchedule.Origin(sealing, opening, secret, provider);
    }

    KeySchedule schedule() {
        return schedule;
    }
}
