package dev.shadowland.protocol.crypto;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.jspecify.annotations.Nullable;

/** HKDF-SHA256 (RFC 5869). */
public final class Hkdf {
    private Hkdf() {}

    /** Extract and expand to {@code length} bytes; without a salt it is zeros (RFC 5869 2.2). */
    public static byte[] derive(byte[] secret, byte @Nullable [] salt, byte[] info, int length) {
        HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
        generator.init(new HKDFParameters(secret, salt, info));
        byte[] derived = new byte[length];
        generator.generateBytes(derived, 0, length);
        return derived;
    }
}
