package dev.shadowland.transport.config;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Decides what is never shown: values of secret keys, and key material pasted where a file name
 * belongs.
 */
final class SecretKeys {
    static final String MASK = "******";

    private static final Pattern SECRET_NAME =
            Pattern.compile(".*(secret|password|passphrase|token|private-key|credential)s?");
    private static final Pattern KEY_MATERIAL =
            Pattern.compile("\"?[A-Za-z0-9+=][A-Za-z0-9+/=]{39,}\"?");

    private SecretKeys() {}

    /** The value as it may be shown. */
    static String display(String path, ConfigValue value) {
        String shown = value.render(ConfigRenderOptions.concise());
        return isSecret(path, shown) ? MASK : shown;
    }

    private static boolean isSecret(String path, String shown) {
        String name = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (SECRET_NAME.matcher(name).matches()) {
            return true;
        }
        boolean isKeyFile = name.endsWith("key-file") || name.endsWith("certificate-file");
        return shown.contains("-----BEGIN") || (isKeyFile && looksLikeKey(shown));
    }

    private static boolean looksLikeKey(String shown) {
        // A relative path of forty characters without a dot or a dash is rarer than a pasted key.
        return shown.contains("\\n") || KEY_MATERIAL.matcher(shown).matches();
    }
}
